/*
 * core/base/cmdline.c - the kernel command line
 *
 *	lowmem=256M quiet console=ttyS0 colour=red verbose -- -x
 *	|----------- ours ------------| |- envp -| |argv|    |argv|
 *
 * early_param() and __setup() put their functions into a table (linux/setup.h). Two
 * passes over the line call them; what nobody knows goes to /init, as on Linux: a plain
 * word as an argument, key=value into its environment.
 *
 * Locking: none; boot only, one CPU.
 */
#include <linux/cmdline.h>
#include <linux/init.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/setup.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <atlas/boot_info.h>

const char *argv_init[MAX_INIT_ARGS + 2] = { "init" };
const char *envp_init[MAX_INIT_ENVS + 2] = { "HOME=/", "TERM=linux" };

static struct {
	char line[BOOT_CMDLINE_SIZE]; /* the copy that a pass takes apart */
	char kept
		[BOOT_CMDLINE_SIZE]; /* the words that argv_init and envp_init point to */
	size_t kept_len;
	bool unknown; /* there was a word that is not ours, before any "--" */
} state;

/* One clear message, and the end: nothing good comes of guessing what was meant. */
static void __noreturn refuse(const struct kernel_setup_param *p, const char *name,
			      const char *value)
{
	const char *expected = p->expected[0] ? p->expected : "something else";

	if (value && *value)
		halt_on_bad_input("boot parameter %s=%s: not a valid value; expected %s",
				  name, value, expected);
	halt_on_bad_input("boot parameter %s: a value is missing; expected %s", name,
			  expected);
}

/* Does the table's entry p mean this word? "init=" means only words with a value. */
static bool matches(const struct kernel_setup_param *p, const char *name,
		    const char *value)
{
	size_t len = strlen(p->str);
	bool wants_value = len && p->str[len - 1] == '=';

	if (p->early)
		return parameq(p->str, name);
	if (wants_value != (value != NULL))
		return false;
	len -= wants_value;
	return strlen(name) == len && parameqn(p->str, name, len);
}

/* The parameter whose function did not like the value, or NULL. */
static const struct kernel_setup_param *__init call_early(char *name, char *value)
{
	const struct kernel_setup_param *bad = NULL;

	for (const struct kernel_setup_param *p = __setup_start; p < __setup_end; p++) {
		if (p->early && matches(p, name, value) && p->setup_func(value) < 0)
			bad = p;
	}
	return bad;
}

/* True if somebody took it, or takes it in the early pass. */
static bool __init call_setup(char *name, char *value)
{
	char nothing[1] = "";
	bool taken = false;

	for (const struct kernel_setup_param *p = __setup_start; p < __setup_end; p++) {
		int ret;

		if (!matches(p, name, value))
			continue;
		ret = p->early ? 1 : p->setup_func(value ? value : nothing);
		if (ret < 0)
			refuse(p, name, value);
		taken |= ret > 0;
	}
	return taken;
}

/* A copy of the word that stays. There is room: all words together fit the line. */
static const char *__init keep_word(const char *name, const char *value)
{
	char *word = state.kept + state.kept_len;
	size_t room = sizeof(state.kept) - state.kept_len;

	state.kept_len += (size_t)scnprintf(word, room, "%s%s%s", name, value ? "=" : "",
					    value ? value : "") +
			  1;
	return word;
}

static void __init add_argument(const char *word)
{
	int i = 0;

	while (argv_init[i])
		i++;
	if (i > MAX_INIT_ARGS)
		halt_on_bad_input("too many boot parameters for /init, at %s", word);
	argv_init[i] = word;
}

/* A later value of the same key replaces an earlier one. */
static void __init add_environment(const char *word)
{
	size_t key = strcspn(word, "=") + 1;
	int i = 0;

	while (envp_init[i] && strncmp(envp_init[i], word, key) != 0)
		i++;
	if (i > MAX_INIT_ENVS)
		halt_on_bad_input("too many boot parameters for /init, at %s", word);
	envp_init[i] = word;
}

static void __init pass_to_init(const char *name, const char *value)
{
	const char *word = keep_word(name, value);

	if (!state.unknown)
		pr_warn("Unknown kernel command line parameters, passed to /init:");
	state.unknown = true;
	pr_cont(" %s", word);
	if (value)
		add_environment(word);
	else
		add_argument(word);
}

/* A private copy of the line, to be taken apart. Returns its first word. */
static char *__init copy_line(const char *cmdline)
{
	if (strscpy(state.line, cmdline, sizeof(state.line)) < 0)
		pr_warn("Kernel command line cut to %zu bytes\n", sizeof(state.line) - 1);
	return skip_spaces(state.line);
}

/*
 * What is wrong is refused after the whole line was read: `panic=` and `console=` may come
 * later in it, and they say what becomes of the refusal.
 */
void __init parse_early_param(const char *cmdline)
{
	const struct kernel_setup_param *bad = NULL;
	char *args = copy_line(cmdline);
	char *bad_name = NULL, *bad_value = NULL;

	while (*args) {
		const struct kernel_setup_param *p;
		char *name, *value;

		args = next_arg(args, &name, &value);
		if (!value && strcmp(name, "--") == 0)
			break;
		p = call_early(name, value);
		if (p && !bad) {
			bad = p;
			bad_name = name;
			bad_value = value;
		}
	}
	if (bad)
		refuse(bad, bad_name, bad_value);
}

void __init parse_setup_params(const char *cmdline)
{
	char *args = copy_line(cmdline);
	bool for_init = false;

	while (*args) {
		char *name, *value;

		args = next_arg(args, &name, &value);
		if (for_init)
			add_argument(keep_word(name, value));
		else if (!value && strcmp(name, "--") == 0)
			for_init = true;
		else if (!call_setup(name, value))
			pass_to_init(name, value);
	}
	if (state.unknown)
		pr_cont("\n");
}
