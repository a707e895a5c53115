/*
 * core/base/params.c - setting a driver's variable from the command line
 *
 * The functions behind module_param() (linux/moduleparam.h), one for each type. Each
 * returns 0, or -EINVAL or -ERANGE and changes nothing.
 *
 * Locking: none; boot only, one CPU.
 */
#include <linux/kstrtox.h>
#include <linux/moduleparam.h>

int param_set_int(const char *value, void *arg)
{
	return kstrtoint(value, 0, arg);
}

int param_set_uint(const char *value, void *arg)
{
	return kstrtouint(value, 0, arg);
}

int param_set_long(const char *value, void *arg)
{
	return kstrtol(value, 0, arg);
}

int param_set_ulong(const char *value, void *arg)
{
	return kstrtoul(value, 0, arg);
}

int param_set_bool(const char *value, void *arg)
{
	return kstrtobool(value, arg);
}

/* The string stays where the command line is parsed, which is for ever. */
int param_set_charp(const char *value, void *arg)
{
	*(const char **)arg = value;
	return 0;
}
