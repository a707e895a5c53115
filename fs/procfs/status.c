/*
 * fs/procfs/status.c - /proc/PID/status: what a process or thread is, in words
 *
 * The lines are Linux's, in its order. Source: proc(5).
 * Atlas: nothing is swapped, dumped, filtered or traced, so those lines never change.
 *
 * Locking: task_lock() for the credentials; for the others see snapshot.c.
 */
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/mempolicy.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include "internal.h"
#include "snapshot.h"

static const char *state_word(char letter)
{
	switch (letter) {
	case 'R':
		return "R (running)";
	case 'S':
		return "S (sleeping)";
	case 'D':
		return "D (disk sleep)";
	case 'T':
		return "T (stopped)";
	case 'Z':
		return "Z (zombie)";
	default:
		return "X (dead)";
	}
}

#define PAGES_TO_KB(pages) ((unsigned long)(pages) << (PAGE_SHIFT - 10))

static void line_kb(struct seq_file *m, const char *name, unsigned long kb)
{
	seq_printf(m, "%s:\t%8lu kB\n", name, kb);
}

static void status_memory(struct seq_file *m, struct mm_struct *mm)
{
	unsigned long anon = atomic_long_read(&mm->rss_anon);
	unsigned long file = atomic_long_read(&mm->rss_file);
	unsigned long shmem = atomic_long_read(&mm->rss_shmem);
	unsigned long rss = anon + file + shmem;
	unsigned long text = (PAGE_ALIGN(mm->end_code) - (mm->start_code & PAGE_MASK)) >>
			     10;
	unsigned long exec = PAGES_TO_KB(mm->exec_vm);

	text = min(text, exec);
	line_kb(m, "VmPeak", PAGES_TO_KB(max(mm->hiwater_vm, mm->total_vm)));
	line_kb(m, "VmSize", PAGES_TO_KB(mm->total_vm));
	line_kb(m, "VmLck", PAGES_TO_KB(mm->locked_vm));
	line_kb(m, "VmPin", 0);
	line_kb(m, "VmHWM", PAGES_TO_KB(max(mm->hiwater_rss, rss)));
	line_kb(m, "VmRSS", PAGES_TO_KB(rss));
	line_kb(m, "RssAnon", PAGES_TO_KB(anon));
	line_kb(m, "RssFile", PAGES_TO_KB(file));
	line_kb(m, "RssShmem", PAGES_TO_KB(shmem));
	line_kb(m, "VmData", PAGES_TO_KB(mm->data_vm));
	line_kb(m, "VmStk", PAGES_TO_KB(mm->stack_vm));
	line_kb(m, "VmExe", text);
	line_kb(m, "VmLib", exec - text);
	line_kb(m, "VmPTE", atomic_long_read(&mm->pgtables_bytes) >> 10);
	line_kb(m, "VmSwap", 0);
	line_kb(m, "HugetlbPages", 0);
	seq_puts(m, "CoreDumping:\t0\nTHP_enabled:\t0\n");
}

static void status_signals(struct seq_file *m, const struct task_snapshot *s)
{
	unsigned int queued =
		hweight64(s->pending.sig[0]) + hweight64(s->shared_pending.sig[0]);

	seq_printf(m, "Threads:\t%d\n", s->nr_threads);
	seq_printf(m, "SigQ:\t%u/%lu\n", queued, s->sigq_limit);
	seq_printf(m, "SigPnd:\t%016lx\n", s->pending.sig[0]);
	seq_printf(m, "ShdPnd:\t%016lx\n", s->shared_pending.sig[0]);
	seq_printf(m, "SigBlk:\t%016lx\n", s->blocked.sig[0]);
	seq_printf(m, "SigIgn:\t%016lx\n", s->ignored.sig[0]);
	seq_printf(m, "SigCgt:\t%016lx\n", s->caught.sig[0]);
}

static void status_ids(struct seq_file *m, const char *name, const struct cred_ids *ids)
{
	seq_printf(m, "%s:\t%u\t%u\t%u\t%u\n", name, ids->real, ids->effective,
		   ids->saved, ids->fs);
}

static void status_cred(struct seq_file *m, struct task_struct *task,
			unsigned int fd_size)
{
	const struct group_info *groups;

	status_ids(m, "Uid", &task->real_cred.user);
	status_ids(m, "Gid", &task->real_cred.group);
	seq_printf(m, "FDSize:\t%u\nGroups:\t", fd_size);
	task_lock(task);
	groups = task->real_cred.group_info;
	for (int i = 0; groups && i < groups->ngroups; i++)
		seq_printf(m, i ? " %u" : "%u", groups->gid[i]);
	task_unlock(task);
	seq_puts(m, " \n");
}

static void status_rights(struct seq_file *m, struct task_struct *task)
{
	struct cred cred;

	task_lock(task);
	cred = task->real_cred;
	task_unlock(task);
	seq_printf(m, "CapInh:\t%016llx\nCapPrm:\t%016llx\nCapEff:\t%016llx\n",
		   cred.cap_inheritable, cred.cap_permitted, cred.cap_effective);
	seq_printf(m, "CapBnd:\t%016llx\nCapAmb:\t%016llx\nNoNewPrivs:\t%d\n",
		   cred.cap_bset, cred.cap_ambient, task->no_new_privs);
	seq_puts(m, "Seccomp:\t0\nSeccomp_filters:\t0\n"
		    "Speculation_Store_Bypass:\tvulnerable\n"
		    "SpeculationIndirectBranch:\talways enabled\n");
}

/* Where it may run, and have its memory: anywhere. */
static void status_places(struct seq_file *m, const struct task_snapshot *s)
{
	unsigned long nodes = memory_nodes();

	seq_printf(m, "Cpus_allowed:\t%*pb\nCpus_allowed_list:\t%*pbl\n",
		   cpumask_pr_args(&s->cpus_allowed), cpumask_pr_args(&s->cpus_allowed));
	seq_printf(m, "Mems_allowed:\t%*pb\nMems_allowed_list:\t%*pbl\n", MAX_NUMNODES,
		   &nodes, MAX_NUMNODES, &nodes);
}

int proc_pid_status(struct seq_file *m, struct task_struct *task)
{
	struct mm_struct *mm = get_task_mm(task);
	struct task_snapshot s;

	snap_task(task, false, &s);
	seq_puts(m, "Name:\t");
	seq_escape(m, s.comm, "\n\\");
	seq_printf(m, "\nUmask:\t%04o\nState:\t%s\n", s.umask, state_word(s.state));
	seq_printf(m, "Tgid:\t%d\nNgid:\t0\nPid:\t%d\nPPid:\t%d\nTracerPid:\t0\n",
		   task->tgid, task->pid, s.ppid);
	status_cred(m, task, s.fd_size);
	seq_printf(m, "NStgid:\t%d\nNSpid:\t%d\nNSpgid:\t%d\nNSsid:\t%d\n", task->tgid,
		   task->pid, s.pgrp, s.session);
	if (mm) {
		status_memory(m, mm);
		mmput(mm);
	}
	status_signals(m, &s);
	status_rights(m, task);
	status_places(m, &s);
	seq_printf(m, "voluntary_ctxt_switches:\t%lu\nnonvoluntary_ctxt_switches:\t%lu\n",
		   s.nvcsw, s.nivcsw);
	return 0;
}
