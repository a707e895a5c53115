/*
 * tests/host/host_test.c - runs the cases of one test file and prints TAP
 *
 * Compiled with every test file, by the same flags; it uses only what host_test.h
 * declares of the host's C library.
 */
#include "tests/host/host_test.h"

#define MAX_COMPLAINTS 5 /* of one case */
#define DEFAULT_SEED 20240229

char *host_getenv(const char *name) __asm__("getenv");
unsigned long host_strtoul(const char *s, char **end, int base) __asm__("strtoul");
int host_vprintf(const char *fmt, va_list args) __asm__("vprintf");
int main(void);

static struct {
	u64 seed, state;
	unsigned int complaints;
	unsigned long step;
	bool stepping; /* the running case has steps */
} host;

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators". */
u64 host_random(void)
{
	u64 z = host.state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return z ^ (z >> 31);
}

unsigned int host_random_below(unsigned int below)
{
	return (unsigned int)(host_random() % below);
}

void host_fail(const char *file, int line, const char *fmt, ...)
{
	va_list args;

	if (host.complaints++ >= MAX_COMPLAINTS)
		return;
	host_printf("# %s:%d: ", file, line);
	if (host.stepping)
		host_printf("SEED=%llu step %lu: ", host.seed, host.step);
	va_start(args, fmt);
	host_vprintf(fmt, args);
	va_end(args);
	host_printf("\n");
}

void host_step(unsigned long step)
{
	host.step = step;
	host.stepping = true;
}

bool host_failed(void)
{
	return host.complaints != 0;
}

int main(void)
{
	const char *seed = host_getenv("SEED");
	int count = 0, failed = 0;

	host.seed = seed ? host_strtoul(seed, NULL, 0) : DEFAULT_SEED;
	while (host_tests[count].name)
		count++;
	host_printf("TAP version 13\n1..%d\n# SEED=%llu\n", count, host.seed);
	for (int i = 0; i < count; i++) {
		host.complaints = 0;
		host.stepping = false;
		host.state = host.seed;
		host_tests[i].run();
		host_printf("%s %d - %s\n", host.complaints ? "not ok" : "ok", i + 1,
			    host_tests[i].name);
		failed += host.complaints != 0;
	}
	return failed != 0;
}
