/*
 * tests/kernel/torture_memory.c - memory of every kind that nobody else may write to
 *
 * An object is filled with numbers that follow from its own; before it is freed they must
 * be there still. Objects wander from thread to thread through a few mailboxes, so that
 * what one CPU allocates another one frees.
 *
 * Locking: none; a mailbox is one pointer that is exchanged.
 */
#include <linux/array_size.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <asm/cmpxchg.h>
#include "torture.h"

#define NR_MAILBOXES 16

enum kind { KMALLOC, PAGES, VMALLOC, HIGHMEM, NR_KINDS };

struct torture_object {
	enum kind kind;
	size_t size;
	u64 number;
	void *memory; /* HIGHMEM: a struct page */
};

static struct torture_object *mailboxes[NR_MAILBOXES]; /* [a] */

static void *map(struct torture_object *object)
{
	return object->kind == HIGHMEM ? kmap(object->memory) : object->memory;
}

static void unmap(struct torture_object *object)
{
	if (object->kind == HIGHMEM)
		kunmap(object->memory);
}

/* Every 61st byte, and the last: enough to see who writes over whom. */
static bool each_byte(struct torture_object *object, bool write)
{
	u8 *memory = map(object);
	bool same = true;

	for (size_t i = 0; i < object->size; i += 61) {
		size_t at = i + 61 < object->size ? i : object->size - 1;
		u8 value = (u8)(object->number + at);

		if (write)
			WRITE_ONCE(memory[at], value);
		else
			same &= READ_ONCE(memory[at]) == value;
	}
	unmap(object);
	return same;
}

static void *allocate(struct torture_object *object, u64 random)
{
	switch (object->kind) {
	case KMALLOC:
		object->size = 1 + random % (random & 1 ? 256 : 2 * PAGE_SIZE);
		return kmalloc(object->size, GFP_KERNEL);
	case PAGES:
		object->size = PAGE_SIZE << random % 3;
		return (void *)__get_free_pages(GFP_KERNEL,
						ilog2(object->size) - PAGE_SHIFT);
	case VMALLOC:
		object->size = 1 + random % (4 * PAGE_SIZE);
		return vmalloc(object->size);
	default:
		object->size = PAGE_SIZE;
		return alloc_page(GFP_HIGHUSER);
	}
}

static void release(struct torture_object *object)
{
	switch (object->kind) {
	case KMALLOC:
		kfree(object->memory);
		break;
	case PAGES:
		free_pages((unsigned long)object->memory,
			   ilog2(object->size) - PAGE_SHIFT);
		break;
	case VMALLOC:
		vfree(object->memory);
		break;
	default:
		__free_page(object->memory);
		break;
	}
	kfree(object);
}

/* NULL: no memory, which is nobody's fault. */
static struct torture_object *new_object(struct torture *self)
{
	struct torture_object *object = kmalloc(sizeof(*object), GFP_KERNEL);

	if (!object)
		return NULL;
	object->kind = torture_random(self) % NR_KINDS;
	object->number = torture_random(self);
	object->memory = allocate(object, object->number >> 16);
	if (!object->memory) {
		kfree(object);
		return NULL;
	}
	each_byte(object, true);
	return object;
}

static void end_object(struct torture *self, struct torture_object *object)
{
	static const char *const names[] = { "kmalloc", "pages", "vmalloc", "kmap" };

	if (!object)
		return;
	if (!each_byte(object, false))
		torture_broken(self, names[object->kind]);
	release(object);
}

/* An object comes or goes, perhaps by way of a mailbox. */
void torture_memory(struct torture *self)
{
	u64 random = torture_random(self);
	struct torture_object **slot = &self->held[random % TORTURE_HELD];
	struct torture_object **box = &mailboxes[(random >> 8) % NR_MAILBOXES];

	if (random >> 16 & 1) {
		*slot = xchg(box, *slot);
	} else if (*slot) {
		end_object(self, *slot);
		*slot = NULL;
	} else {
		*slot = new_object(self);
	}
}

void torture_memory_end(struct torture *self)
{
	for (size_t i = 0; i < ARRAY_SIZE(self->held); i++)
		end_object(self, self->held[i]);
}

void torture_memory_drain(void)
{
	struct torture nobody = { .number = ~0U };

	for (size_t i = 0; i < ARRAY_SIZE(mailboxes); i++) {
		end_object(&nobody, mailboxes[i]);
		mailboxes[i] = NULL;
	}
}
