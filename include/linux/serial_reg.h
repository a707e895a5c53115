/*
 * include/linux/serial_reg.h - the registers of the 16550A UART
 *
 * Source: National Semiconductor PC16550D data sheet, section 8 (registers). Offsets are
 * from the port's base; those marked DLAB are there while LCR bit 7 is set.
 */
#ifndef LINUX_SERIAL_REG_H
#define LINUX_SERIAL_REG_H

#define UART_RX 0 /* in: the received byte */
#define UART_TX 0 /* out: the byte to send */

#define UART_IER 1         /* which events interrupt */
#define UART_IER_RDI 0x01  /* a byte was received */
#define UART_IER_THRI 0x02 /* the transmitter can take more */

#define UART_IIR 2 /* in: why it interrupted */
#define UART_IIR_NO_INT 0x01
#define UART_IIR_FIFO_ENABLED 0xc0

#define UART_FCR 2 /* out: the FIFOs */
#define UART_FCR_ENABLE_FIFO 0x01
#define UART_FCR_CLEAR_RCVR 0x02
#define UART_FCR_CLEAR_XMIT 0x04
#define UART_FCR_TRIGGER_1 0x00  /* interrupt at the first byte */
#define UART_FCR_TRIGGER_14 0xc0 /* at 14 of 16, or when the line falls silent */

#define UART_LCR 3 /* the shape of a character */
#define UART_LCR_WLEN8 0x03
#define UART_LCR_DLAB 0x80

#define UART_MCR 4
#define UART_MCR_DTR 0x01
#define UART_MCR_RTS 0x02
#define UART_MCR_OUT2 0x08 /* on a PC: lets the interrupt line through */
#define UART_MCR_LOOP 0x10

#define UART_LSR 5
#define UART_LSR_DR 0x01   /* a received byte waits */
#define UART_LSR_THRE 0x20 /* the transmit FIFO is empty */
#define UART_LSR_TEMT 0x40 /* ... and so is the shift register */

#define UART_MSR 6
#define UART_SCR 7 /* scratch: keeps what is written to it */

#define UART_DLL 0 /* DLAB: divisor of 115200, low byte */
#define UART_DLM 1 /* DLAB: high byte */

#endif
