/*
 * tests/kernel/rwsem_test.c - readers together, writers alone, waiters in order
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include "ktest.h"

static DECLARE_RWSEM(sem);
static atomic_t readers, writers, clashes, done;

#define ROUNDS 200

static int read_often(void *unused)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		down_read(&sem);
		atomic_inc(&readers);
		if (atomic_read(&writers))
			atomic_inc(&clashes);
		if (i % 8 == 0)
			sched_yield();
		atomic_dec(&readers);
		up_read(&sem);
	}
	atomic_inc(&done);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static int write_often(void *unused)
{
	int i;

	for (i = 0; i < ROUNDS; i++) {
		down_write(&sem);
		if (atomic_inc_return(&writers) != 1 || atomic_read(&readers))
			atomic_inc(&clashes);
		if (i % 8 == 0)
			sched_yield();
		atomic_dec(&writers);
		up_write(&sem);
	}
	atomic_inc(&done);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

KTEST(rwsem, readers_and_writers_never_meet)
{
	struct task_struct *t[5];
	int i;

	atomic_set(&clashes, 0);
	atomic_set(&done, 0);
	for (i = 0; i < 5; i++) {
		t[i] = kthread_run(i < 3 ? read_often : write_often, NULL, "rwsem_%d", i);
		KT_ASSERT(!IS_ERR(t[i]));
	}
	for (i = 0; i < 500 && atomic_read(&done) < 5; i++)
		msleep(4);
	KT_EXPECT_EQ(atomic_read(&done), 5);
	KT_EXPECT_EQ(atomic_read(&clashes), 0);
	KT_EXPECT(!rwsem_is_locked(&sem));
	for (i = 0; i < 5; i++)
		kthread_stop(t[i]);
}

KTEST(rwsem, two_readers_at_once_but_no_writer)
{
	KT_EXPECT_EQ(down_read_trylock(&sem), 1);
	KT_EXPECT_EQ(down_read_trylock(&sem), 1);
	KT_EXPECT_EQ(down_write_trylock(&sem), 0);
	up_read(&sem);
	up_read(&sem);
	KT_EXPECT_EQ(down_write_trylock(&sem), 1);
	KT_EXPECT_EQ(down_read_trylock(&sem), 0);
	downgrade_write(&sem);
	KT_EXPECT_EQ(down_read_trylock(&sem), 1);
	up_read(&sem);
	up_read(&sem);
	KT_EXPECT(!rwsem_is_locked(&sem));
}

static int write_once(void *unused)
{
	down_write(&sem);
	up_write(&sem);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

KTEST(rwsem, a_waiting_writer_holds_back_new_readers)
{
	struct task_struct *t;

	down_read(&sem);
	t = kthread_run(write_once, NULL, "writer");
	KT_ASSERT(!IS_ERR(t));
	while (list_empty(&sem.wait_list))
		msleep(1);
	KT_EXPECT_EQ(down_read_trylock(&sem), 0);
	up_read(&sem);
	while (rwsem_is_locked(&sem))
		msleep(1);
	KT_EXPECT_EQ(down_read_trylock(&sem), 1);
	up_read(&sem);
	kthread_stop(t);
}
