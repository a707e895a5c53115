/*
 * arch/rtc.c - the date and time, from the CMOS clock
 *
 * The clock may be changing its registers while they are read, so they are read until
 * two readings agree. Source: Motorola MC146818A data sheet; the register of the century
 * is by convention (ACPI's FADT names it on most PCs).
 * Locking: none, boot CPU only (the index port is shared with nobody).
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/io.h>
#include <asm/tsc.h>

#define CMOS_INDEX 0x70
#define CMOS_DATA 0x71

#define RTC_SECONDS 0x00
#define RTC_MINUTES 0x02
#define RTC_HOURS 0x04
#define RTC_DAY 0x07
#define RTC_MONTH 0x08
#define RTC_YEAR 0x09
#define RTC_STATUS_A 0x0a
#define RTC_STATUS_B 0x0b
#define RTC_CENTURY 0x32

#define RTC_UPDATING 0x80 /* status A */
#define RTC_BINARY 0x04   /* status B: else binary-coded decimal */
#define RTC_24H 0x02      /* status B */
#define RTC_PM 0x80       /* in the hours, with a 12-hour clock */

#define READ_ATTEMPTS 1000

struct rtc_time {
	u8 second, minute, hour, day, month, year, century;
};

static u8 cmos_read(u8 reg)
{
	outb(reg, CMOS_INDEX);
	return inb(CMOS_DATA);
}

static struct rtc_time rtc_read_once(void)
{
	int i;

	for (i = 0; i < READ_ATTEMPTS && cmos_read(RTC_STATUS_A) & RTC_UPDATING; i++)
		io_delay();
	return (struct rtc_time){
		.second = cmos_read(RTC_SECONDS),
		.minute = cmos_read(RTC_MINUTES),
		.hour = cmos_read(RTC_HOURS),
		.day = cmos_read(RTC_DAY),
		.month = cmos_read(RTC_MONTH),
		.year = cmos_read(RTC_YEAR),
		.century = cmos_read(RTC_CENTURY),
	};
}

static unsigned int from_bcd(u8 value, u8 status)
{
	return status & RTC_BINARY ? value : (value >> 4) * 10u + (value & 0xf);
}

static unsigned int hour_of_day(u8 hour, u8 status)
{
	unsigned int h = from_bcd(hour & ~RTC_PM, status);

	if (status & RTC_24H)
		return h;
	return h % 12 + (hour & RTC_PM ? 12 : 0);
}

/* Days from 1970 to the date, by the Gregorian calendar; the year begins in March. */
static u64 days_since_1970(unsigned int year, unsigned int month, unsigned int day)
{
	if (month <= 2) {
		month += 12;
		year--;
	}
	return 365ULL * year + year / 4 - year / 100 + year / 400 +
	       (153 * (month - 3) + 2) / 5 + day - 719469;
}

u64 rtc_read_seconds(void)
{
	struct rtc_time t = rtc_read_once(), again = rtc_read_once();
	u8 status = cmos_read(RTC_STATUS_B);
	unsigned int century, month;
	u64 days, minutes;
	int i;

	for (i = 0; i < READ_ATTEMPTS && memcmp(&t, &again, sizeof(t)); i++) {
		t = again;
		again = rtc_read_once();
	}
	century = from_bcd(t.century, status);
	if (century < 19 || century > 29)
		century = 20;
	month = from_bcd(t.month, status);
	if (month < 1 || month > 12)
		return 0;
	days = days_since_1970(century * 100 + from_bcd(t.year, status), month,
			       from_bcd(t.day, status));
	minutes = (days * 24 + hour_of_day(t.hour, status)) * 60 +
		  from_bcd(t.minute, status);
	return minutes * 60 + from_bcd(t.second, status);
}
