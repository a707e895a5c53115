/*
 * mm/kernel/task_stack.c - the memory of a task: its structure and its kernel stack
 *
 *	... | guard | stack: THREAD_SIZE, grows down | guard | ...      vmalloc space
 *	task_struct | FPU state, aligned to 64                          one slab object
 *
 * Running over the end of the stack hits a page that is not mapped: a fault, not a quiet
 * corruption. Making a stack means page-table work, so each CPU keeps a few for the next
 * fork.
 *
 * Locking: a CPU's cache by irqs off.
 */
#include <linux/cpumask.h>
#include <linux/fault-inject.h>
#include <linux/init.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kernel_stat.h>
#include <linux/mm_inline_page.h>
#include <linux/pgtable.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/vmstat.h>
#include <asm/fpu.h>

#define CACHED_TASKS 4

struct task_cache {
	struct task_struct *task[CACHED_TASKS];
	unsigned int nr;
};

static DEFINE_PER_CPU(struct task_cache, task_cache);

static struct {
	struct kmem_cache *cache; /* [I after boot] */
	unsigned int fpu_offset;  /* [I after boot] of the FPU state in an object */
} stacks;

/* A stack came, or goes: its pages may be of several nodes. */
static void count_stack(const void *stack, long sign)
{
	for (unsigned int i = 0; i < THREAD_SIZE; i += PAGE_SIZE)
		mod_node_page_state(page_pgdat(vmalloc_to_page(stack + i)),
				    NR_KERNEL_STACK_KB, sign * (PAGE_SIZE >> 10));
}

static struct task_struct *task_create(int node)
{
	struct task_struct *t = kmem_cache_alloc_node(stacks.cache, GFP_KERNEL, node);

	if (!t)
		return NULL;
	t->stack = __vmalloc_node(THREAD_SIZE, GFP_KERNEL, PAGE_KERNEL, node,
				  __builtin_return_address(0));
	if (!t->stack) {
		kmem_cache_free(stacks.cache, t);
		return NULL;
	}
	count_stack(t->stack, 1);
	return t;
}

/* Any context: a task's memory goes where the next one has been switched to. */
static void task_destroy(struct task_struct *t)
{
	count_stack(t->stack, -1);
	vfree_atomic(t->stack);
	kmem_cache_free(stacks.cache, t);
}

static struct task_struct *cache_pop(void)
{
	struct task_struct *t = NULL;
	struct task_cache *cache;
	unsigned long flags;

	local_irq_save(flags);
	cache = this_cpu_ptr(&task_cache);
	if (cache->nr)
		t = cache->task[--cache->nr];
	local_irq_restore(flags);
	return t;
}

static bool cache_push(struct task_struct *t)
{
	struct task_cache *cache;
	unsigned long flags;
	bool pushed;

	local_irq_save(flags);
	cache = this_cpu_ptr(&task_cache);
	pushed = cache->nr < CACHED_TASKS;
	if (pushed)
		cache->task[cache->nr++] = t;
	local_irq_restore(flags);
	return pushed;
}

static struct task_struct *task_memory_alloc(int node)
{
	struct task_struct *t = fault_inject_armed() ? NULL : cache_pop();
	void *stack;

	if (!t)
		t = task_create(node);
	if (!t)
		return NULL;
	stack = t->stack;
	memset(t, 0, kmem_cache_size(stacks.cache));
	t->stack = stack;
	t->thread.fpu_state = (char *)t + stacks.fpu_offset;
	return t;
}

/* Any context. */
static void task_memory_free(struct task_struct *t)
{
	if (!cache_push(t))
		task_destroy(t);
}

static const struct task_memory_ops task_memory_ops = {
	.alloc = task_memory_alloc,
	.free = task_memory_free,
};

void __init task_stack_init(void)
{
	stacks.fpu_offset = ALIGN(sizeof(struct task_struct), FPU_STATE_ALIGN);
	stacks.cache = kmem_cache_create("task_struct",
					 stacks.fpu_offset + fpu_state_size,
					 FPU_STATE_ALIGN, SLAB_PANIC, NULL);
	set_task_memory_ops(&task_memory_ops);
}

/* What only a CPU that rests keeps: dead tasks, and the tables of a dead mm. */
static void settle_cpu(void *unused)
{
	struct task_struct *t;

	sched_return_mm(&init_mm);

	while ((t = cache_pop()) != NULL)
		task_destroy(t);
}

static bool others_rest(void)
{
	unsigned int cpu, running = 0;

	for_each_online_cpu (cpu)
		running += nr_running(cpu);
	return running == 1;
}

/* Those who die have to leave their stacks first, then the CPUs what they do for them. */
void drop_caches(void)
{
	for (unsigned int ticks = 10 * HZ; !others_rest() && ticks; ticks--)
		schedule_timeout_uninterruptible(1);
	rcu_barrier();
	on_each_cpu(settle_cpu, NULL, 1);
	vfree_deferred();
	vm_unmap_aliases();
	kmem_cache_shrink_all();
}

unsigned long nr_free_pages_settled(void)
{
	drop_caches();
	return nr_free_pages() + global_node_page_state(NR_VMAP_TABLES);
}
