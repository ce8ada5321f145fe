// SM3 (GB/T 32905) and its HMAC, in hexadecimal: what the draws of surveys are made with, on every machine alike.
import { createHash, createHmac } from 'node:crypto'

export const sm3 = (text: string): string => createHash('sm3').update(text, 'utf8').digest('hex')
export const hmacSm3 = (key: string, text: string): string =>
  createHmac('sm3', Buffer.from(key, 'utf8')).update(text, 'utf8').digest('hex')
