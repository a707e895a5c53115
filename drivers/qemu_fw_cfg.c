/*
 * drivers/qemu_fw_cfg.c - files that QEMU was given for the machine
 *
 * fw_cfg holds items, each with a 16-bit number. Item 0 is a signature, item 0x19 a
 * directory of the items that have names: those are files. We point the device at a
 * small structure in memory that says which item to copy where, and it does so (DMA).
 * All its numbers are big-endian. Source: QEMU, docs/specs/fw_cfg.
 *
 * The files appear where Linux has them, /sys/firmware/qemu_fw_cfg/by_name/NAME/raw.
 *
 * Locking: fw_cfg.lock. Everything but the DMA structure is written once.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/qemu_fw_cfg.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/vmalloc.h>
#include <asm/byteorder.h>

#define FW_CFG_PORT_SELECT 0x510   /* 16 bits, little-endian */
#define FW_CFG_PORT_DATA 0x511     /* 8 bits: the item's next byte */
#define FW_CFG_PORT_DMA_HIGH 0x514 /* 64-bit address of the structure, big-endian; */
#define FW_CFG_PORT_DMA_LOW 0x518  /* writing the low half starts the transfer */

#define FW_CFG_SIGNATURE 0x00
#define FW_CFG_ID 0x01
#define FW_CFG_ID_DMA 0x02
#define FW_CFG_FILE_DIR 0x19

#define FW_CFG_DMA_ERROR 0x01
#define FW_CFG_DMA_READ 0x02
#define FW_CFG_DMA_SKIP 0x04
#define FW_CFG_DMA_SELECT 0x08

#define MAX_FILES 256
#define NAME_SIZE 56
#define SPIN_LIMIT 100000000 /* QEMU is done when the port write returns */

struct fw_cfg_file {
	__be32 size;
	__be16 select; /* the item's number */
	__be16 reserved;
	char name[NAME_SIZE];
};

struct fw_cfg_dma {
	__be32 control; /* FW_CFG_DMA_*, the item's number << 16; 0 when it is done */
	__be32 length;
	__be64 address;
};

static struct {
	struct mutex lock;
	bool probed;               /* [lock] */
	struct fw_cfg_dma *dma;    /* [I] pointer; [lock] what it points to */
	struct fw_cfg_file *files; /* [I] */
	unsigned int nr_files;     /* [I] */
} fw_cfg = { .lock = __MUTEX_INITIALIZER(fw_cfg.lock) };

/* --- the device ------------------------------------------------------------------- */

/* Read an item's first bytes through the data port: works without DMA. */
static void read_by_port(u16 item, void *to, size_t count)
{
	u8 *bytes = to;

	outw(item, FW_CFG_PORT_SELECT);
	while (count--)
		*bytes++ = inb(FW_CFG_PORT_DATA);
}

/*
 * Give the device a command: control says what, for the next length bytes of the item;
 * phys is where they go when it is to read. lock held. 0 or -EIO.
 */
static int command(u32 control, phys_addr_t phys, u32 length)
{
	volatile struct fw_cfg_dma *dma = fw_cfg.dma;
	phys_addr_t at = virt_to_phys(fw_cfg.dma);
	unsigned int spins = SPIN_LIMIT;
	u32 state;

	dma->length = cpu_to_be32(length);
	dma->address = cpu_to_be64(phys);
	dma->control = cpu_to_be32(control);
	outl((__force u32)cpu_to_be32(at >> 32), FW_CFG_PORT_DMA_HIGH);
	outl((__force u32)cpu_to_be32((u32)at), FW_CFG_PORT_DMA_LOW);
	do
		state = be32_to_cpu(dma->control);
	while (state && !(state & FW_CFG_DMA_ERROR) && --spins);
	return state ? -EIO : 0;
}

/* The part of control that selects an item and begins at its first byte. */
static u32 select_item(u16 item)
{
	return (u32)item << 16 | FW_CFG_DMA_SELECT;
}

/* Copy the first length bytes of an item to a vmalloc area, page by page. lock held. */
static int read_item(u16 item, char *to, size_t length)
{
	u32 control = select_item(item) | FW_CFG_DMA_READ;
	int err;

	while (length) {
		u32 piece = min_t(size_t, length, PAGE_SIZE);

		err = command(control, PFN_PHYS(vmalloc_to_pfn(to)), piece);
		if (err)
			return err;
		control = FW_CFG_DMA_READ;
		to += piece;
		length -= piece;
	}
	return 0;
}

/* Read the directory. lock held. */
static int read_directory(void)
{
	size_t size;
	__be32 count;
	char *raw;
	int err;

	read_by_port(FW_CFG_FILE_DIR, &count, sizeof(count));
	fw_cfg.nr_files = min_t(u32, be32_to_cpu(count), MAX_FILES);
	size = sizeof(count) + fw_cfg.nr_files * sizeof(struct fw_cfg_file);
	raw = vmalloc(size);
	if (!raw)
		return -ENOMEM;
	err = read_item(FW_CFG_FILE_DIR, raw, size);
	if (err)
		vfree(raw);
	else
		fw_cfg.files = (struct fw_cfg_file *)(raw + sizeof(count));
	return err;
}

/* Look for the device, once. lock held. On failure there are no files. */
static void probe(void)
{
	char signature[4];
	u8 id;

	if (fw_cfg.probed)
		return;
	fw_cfg.probed = true;
	read_by_port(FW_CFG_SIGNATURE, signature, sizeof(signature));
	if (memcmp(signature, "QEMU", sizeof(signature)))
		return;
	read_by_port(FW_CFG_ID, &id, sizeof(id));
	if (!(id & FW_CFG_ID_DMA))
		return;
	/* kmalloc'ed memory is physically contiguous; so small a structure is aligned. */
	fw_cfg.dma = kmalloc(sizeof(*fw_cfg.dma), GFP_KERNEL);
	if (!fw_cfg.dma || read_directory())
		fw_cfg.nr_files = 0;
}

static const struct fw_cfg_file *find_file(const char *name)
{
	unsigned int i;

	for (i = 0; i < fw_cfg.nr_files; i++)
		if (!strncmp(fw_cfg.files[i].name, name, NAME_SIZE))
			return &fw_cfg.files[i];
	return NULL;
}

static int read_file(const struct fw_cfg_file *file, void **data, size_t *size)
{
	size_t length = be32_to_cpu(file->size);
	char *memory = vmalloc(length + 1);
	int err;

	if (!memory)
		return -ENOMEM;
	err = read_item(be16_to_cpu(file->select), memory, length);
	if (err) {
		vfree(memory);
		return err;
	}
	memory[length] = '\0';
	*data = memory;
	*size = length;
	return 0;
}

int fw_cfg_read_file(const char *name, void **data, size_t *size)
{
	const struct fw_cfg_file *file;
	int err;

	mutex_lock(&fw_cfg.lock);
	probe();
	file = find_file(name);
	if (file)
		err = read_file(file, data, size);
	else
		err = fw_cfg.files ? -ENOENT : -ENODEV;
	mutex_unlock(&fw_cfg.lock);
	return err;
}

/* --- the files under /sys --------------------------------------------------------- */

static ssize_t raw_read(void *data, char *buf, loff_t off, size_t count)
{
	const struct fw_cfg_file *file = data;
	u32 size = be32_to_cpu(file->size);
	int err;

	if (off >= size)
		return 0;
	count = min_t(size_t, count, size - off);
	mutex_lock(&fw_cfg.lock);
	err = command(select_item(be16_to_cpu(file->select)) | FW_CFG_DMA_SKIP, 0, off);
	if (!err)
		insb(FW_CFG_PORT_DATA, buf, count);
	mutex_unlock(&fw_cfg.lock);
	return err ? err : (ssize_t)count;
}

static int __init create_sysfs_file(struct fw_cfg_file *file)
{
	struct sysfs_file raw = {
		.mode = 0400,
		.size = be32_to_cpu(file->size),
		.read = raw_read,
		.data = file,
	};
	char path[NAME_SIZE + 48];

	snprintf(path, sizeof(path), "firmware/qemu_fw_cfg/by_name/%.*s/raw", NAME_SIZE,
		 file->name);
	return sysfs_create_path(path, &raw);
}

static int __init fw_cfg_init(void)
{
	unsigned int i;
	int err;

	mutex_lock(&fw_cfg.lock);
	probe();
	mutex_unlock(&fw_cfg.lock);
	for (i = 0; i < fw_cfg.nr_files; i++) {
		err = create_sysfs_file(&fw_cfg.files[i]);
		if (err)
			return err;
	}
	return 0;
}
module_init(fw_cfg_init);
