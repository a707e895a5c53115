/*
 * tests/kernel/kthread_test.c - kernel threads start, stop, and give everything back
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/string.h>
#include "ktest.h"

static int return_its_argument(void *data)
{
	while (!kthread_should_stop())
		msleep(1);
	return (int)(long)data;
}

static int set_flag(void *data)
{
	*(bool *)data = true;
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

KTEST(kthread, stop_returns_the_result)
{
	struct task_struct *t = kthread_run(return_its_argument, (void *)42L, "kt_%d", 7);

	KT_ASSERT(!IS_ERR(t));
	KT_EXPECT(strcmp(t->comm, "kt_7") == 0);
	KT_EXPECT(t->pid > 0);
	ktest_wait_until_asleep(t); /* one that has not begun would never run */
	KT_EXPECT_EQ(kthread_stop(t), 42);
}

KTEST(kthread, a_thread_that_never_started_does_not_run)
{
	bool ran = false;
	struct task_struct *t = kthread_create(set_flag, &ran, "kt_never");

	KT_ASSERT(!IS_ERR(t));
	KT_EXPECT_EQ(kthread_stop(t), -EINTR);
	KT_EXPECT(!ran);
}

KTEST(kthread, its_pid_finds_it_while_it_lives)
{
	bool ran = false;
	struct task_struct *t = kthread_run(set_flag, &ran, "kt_find"), *found;
	pid_t pid;

	KT_ASSERT(!IS_ERR(t));
	pid = t->pid;
	found = find_get_task_by_vpid(pid);
	KT_EXPECT(found == t);
	if (found)
		put_task_struct(found);
	while (!READ_ONCE(ran))
		msleep(1);
	kthread_stop(t);
	KT_EXPECT(!find_get_task_by_vpid(pid));
}

KTEST(kthread, a_hundred_come_and_go)
{
	struct task_struct *threads[100];
	unsigned int before = nr_processes();
	size_t made = 0, i;

	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		threads[i] = kthread_run(return_its_argument, (void *)i, "kt_many");
		if (IS_ERR(threads[i]))
			break;
		made++;
	}
	KT_EXPECT_EQ(made, ARRAY_SIZE(threads));
	for (i = 0; i < made; i++) {
		int result = kthread_stop(threads[i]);

		KT_EXPECT(result == (int)i || result == -EINTR);
	}
	KT_EXPECT_EQ(nr_processes(), before);
}
