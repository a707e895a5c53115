/*
 * include/linux/export.h - symbols that loadable modules may use
 *
 * Atlas: nothing is loaded yet, so the words only check that the symbol is declared.
 */
#ifndef LINUX_EXPORT_H
#define LINUX_EXPORT_H

#ifndef EXPORT_SYMBOL
#define EXPORT_SYMBOL(symbol) extern typeof(symbol) symbol
#define EXPORT_SYMBOL_GPL(symbol) extern typeof(symbol) symbol
#endif

#endif
