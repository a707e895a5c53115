/*
 * lib/xarray.c - a growing array of pointers: a radix tree of 64-way nodes
 *
 * The tree has as many levels as its largest index needs. A pointer to a node is told
 * from an entry by its low bits (10). A store first counts the nodes it will need and
 * gets them all, so that it either happens or changes nothing. An erase frees what
 * becomes empty and takes levels off the top that nothing needs.
 *
 * Locking: the caller's. The allocator is [I] after xa_set_allocator().
 */
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/xarray_types.h>

#define NODE_TAG 2UL
#define TAG_MASK 3UL

static struct {
	void *(*alloc)(gfp_t gfp, bool may_sleep); /* [I] */
	void (*free)(void *node);                  /* [I] */
} allocator;

void xa_set_allocator(void *(*alloc)(gfp_t gfp, bool may_sleep), void (*free)(void *node))
{
	allocator.alloc = alloc;
	allocator.free = free;
}

static inline bool is_node(const void *entry)
{
	return ((unsigned long)entry & TAG_MASK) == NODE_TAG;
}

static inline struct xa_node *to_node(const void *entry)
{
	return (struct xa_node *)((unsigned long)entry & ~TAG_MASK);
}

static inline void *from_node(const struct xa_node *node)
{
	return (void *)((unsigned long)node | NODE_TAG);
}

static inline unsigned int slot_of(const struct xa_node *node, unsigned long index)
{
	return (index >> node->shift) & XA_CHUNK_MASK;
}

/* Levels of nodes that a tree with this index needs; none for index 0. */
static unsigned int levels_for(unsigned long index)
{
	unsigned int levels = 0;

	for (; index; index >>= XA_CHUNK_SHIFT)
		levels++;
	return levels;
}

static unsigned int levels_of(const struct xarray *xa)
{
	return is_node(xa->xa_head) ? to_node(xa->xa_head)->shift / XA_CHUNK_SHIFT + 1
				    : 0;
}

void *__xa_load(const struct xarray *xa, unsigned long index)
{
	void *entry = xa->xa_head;

	if (levels_for(index) > levels_of(xa))
		return NULL;
	while (is_node(entry))
		entry = to_node(entry)->slots[slot_of(to_node(entry), index)];
	return entry;
}

/* How many nodes must be made before something can be stored at index. */
static unsigned int nodes_missing(const struct xarray *xa, unsigned long index)
{
	unsigned int have = levels_of(xa);
	unsigned int need = levels_for(index);
	void *entry = xa->xa_head;

	if (!entry)
		return need;
	if (need > have) /* new levels on top, and a new branch from the topmost */
		return (need - have) + (need - 1);
	while (is_node(entry)) {
		struct xa_node *node = to_node(entry);

		entry = node->slots[slot_of(node, index)];
		if (!entry)
			return node->shift / XA_CHUNK_SHIFT;
	}
	return 0;
}

void xa_free_spares(struct xa_node *spares)
{
	while (spares) {
		struct xa_node *next = spares->parent;

		allocator.free(spares);
		spares = next;
	}
}

/* Put count new nodes in front of chain; false, and what there was, if memory ran out. */
static bool chain_nodes(struct xa_node **chain, unsigned int count, gfp_t gfp,
			bool may_sleep)
{
	while (count--) {
		struct xa_node *node = allocator.alloc(gfp, may_sleep);

		if (!node)
			return false;
		node->parent = *chain;
		*chain = node;
	}
	return true;
}

struct xa_node *xa_alloc_spares(gfp_t gfp)
{
	struct xa_node *chain = NULL;

	if (chain_nodes(&chain, 2 * XA_MAX_LEVELS, gfp, true))
		return chain;
	xa_free_spares(chain);
	return NULL;
}

/* Take count nodes: the caller's spares, or the allocator's. NULL and false: no memory. */
static bool get_nodes(struct xa_node **chain, unsigned int count, gfp_t gfp,
		      struct xa_node **spares)
{
	*chain = NULL;
	for (; count && spares && *spares; count--) {
		struct xa_node *node = *spares;

		*spares = node->parent;
		node->parent = *chain;
		*chain = node;
	}
	if (chain_nodes(chain, count, gfp, false))
		return true;
	xa_free_spares(*chain);
	return false;
}

static struct xa_node *take_node(struct xa_node **chain, struct xa_node *parent,
				 unsigned int shift, unsigned int offset)
{
	struct xa_node *node = *chain;

	*chain = node->parent;
	memset(node, 0, sizeof(*node));
	node->parent = parent;
	node->shift = (unsigned char)shift;
	node->offset = (unsigned char)offset;
	return node;
}

/* Add levels on top until there are as many as wanted. */
static void raise_tree(struct xarray *xa, unsigned int levels, struct xa_node **chain)
{
	unsigned int have = levels_of(xa);

	if (!xa->xa_head && have < levels) {
		unsigned int shift = (levels - 1) * XA_CHUNK_SHIFT;

		xa->xa_head = from_node(take_node(chain, NULL, shift, 0));
		return;
	}
	for (; have < levels; have++) {
		struct xa_node *top = take_node(chain, NULL, have * XA_CHUNK_SHIFT, 0);

		top->slots[0] = xa->xa_head;
		top->count = 1;
		if (is_node(xa->xa_head))
			to_node(xa->xa_head)->parent = top;
		xa->xa_head = from_node(top);
	}
}

/* The lowest node on the way to index, made if need be. The tree has a node. */
static struct xa_node *make_leaf(struct xarray *xa, unsigned long index,
				 struct xa_node **chain)
{
	struct xa_node *node = to_node(xa->xa_head);

	while (node->shift) {
		unsigned int slot = slot_of(node, index);

		if (!node->slots[slot]) {
			unsigned int shift = node->shift - XA_CHUNK_SHIFT;

			node->slots[slot] =
				from_node(take_node(chain, node, shift, slot));
			node->count++;
		}
		node = to_node(node->slots[slot]);
	}
	return node;
}

void *__xa_store_spares(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp,
			struct xa_node **spares)
{
	struct xa_node *chain, *leaf;
	void **slot, *old;

	if (!entry)
		return __xa_erase(xa, index);
	if (!get_nodes(&chain, nodes_missing(xa, index), gfp, spares))
		return xa_mk_error(-ENOMEM);

	raise_tree(xa, levels_for(index), &chain);
	if (!is_node(xa->xa_head)) {
		old = xa->xa_head;
		xa->xa_head = entry;
		return old;
	}
	leaf = make_leaf(xa, index, &chain);
	slot = &leaf->slots[slot_of(leaf, index)];
	old = *slot;
	*slot = entry;
	leaf->count += !old;
	return old;
}

int __xa_insert_spares(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp,
		       struct xa_node **spares)
{
	if (__xa_load(xa, index))
		return -EBUSY;
	return xa_err(__xa_store_spares(xa, index, entry, gfp, spares));
}

/* Take off the top levels that lead to nothing but index 0's branch. */
static void lower_tree(struct xarray *xa)
{
	while (is_node(xa->xa_head)) {
		struct xa_node *top = to_node(xa->xa_head);

		if (top->count != 1 || !top->slots[0])
			return;
		xa->xa_head = top->slots[0];
		if (is_node(xa->xa_head))
			to_node(xa->xa_head)->parent = NULL;
		allocator.free(top);
	}
}

void *__xa_erase(struct xarray *xa, unsigned long index)
{
	void *old = __xa_load(xa, index);
	struct xa_node *node;
	unsigned int slot;

	if (!old)
		return NULL;
	if (!is_node(xa->xa_head)) {
		xa->xa_head = NULL;
		return old;
	}
	node = to_node(xa->xa_head);
	while (node->shift)
		node = to_node(node->slots[slot_of(node, index)]);
	slot = slot_of(node, index);
	for (;;) {
		struct xa_node *parent = node->parent;

		node->slots[slot] = NULL;
		if (--node->count)
			break;
		slot = node->offset;
		allocator.free(node);
		if (!parent) {
			xa->xa_head = NULL;
			break;
		}
		node = parent;
	}
	lower_tree(xa);
	return old;
}

/*
 * Go down from the top towards *index. An entry at or behind it: returned, with *index
 * moved to it. Else NULL with *index moved to where to look next, or to 0 at the end.
 */
static void *find_step(const struct xarray *xa, unsigned long *index)
{
	void *entry = xa->xa_head;

	while (is_node(entry)) {
		struct xa_node *node = to_node(entry);
		unsigned int slot = slot_of(node, *index);

		if (!node->slots[slot]) {
			while (slot < XA_CHUNK_SIZE && !node->slots[slot])
				slot++;
			/* The first index of that slot; past the last: of our neighbour. */
			*index = (*index >> node->shift & ~XA_CHUNK_MASK) + slot;
			*index <<= node->shift;
			if (slot == XA_CHUNK_SIZE)
				return NULL;
		}
		entry = node->slots[slot];
	}
	return entry;
}

void *__xa_find(const struct xarray *xa, unsigned long *index, unsigned long max)
{
	unsigned long at = *index;
	void *entry;

	do {
		if (at > max || levels_for(at) > levels_of(xa))
			return NULL;
		entry = find_step(xa, &at);
	} while (!entry && at);
	if (!entry || at > max)
		return NULL;
	*index = at;
	return entry;
}

void *__xa_find_after(const struct xarray *xa, unsigned long *index, unsigned long max)
{
	unsigned long at = *index + 1;
	void *entry;

	if (!at)
		return NULL;
	entry = __xa_find(xa, &at, max);
	if (entry)
		*index = at;
	return entry;
}

void __xa_destroy(struct xarray *xa)
{
	struct xa_node *node = is_node(xa->xa_head) ? to_node(xa->xa_head) : NULL;
	unsigned int slot = 0;

	xa->xa_head = NULL;
	while (node) {
		while (slot < XA_CHUNK_SIZE && !is_node(node->slots[slot]))
			slot++;
		if (slot < XA_CHUNK_SIZE) {
			node = to_node(node->slots[slot]);
			slot = 0;
		} else {
			struct xa_node *parent = node->parent;

			slot = node->offset + 1U;
			allocator.free(node);
			node = parent;
		}
	}
}
