import type { sector as source } from '../en/sector'

export const sector: Record<keyof typeof source, string> = {
  agriculture: 'زراعت',
  education: 'تعلیم',
  energy: 'توانائی',
  finance: 'مالیات',
  government: 'سرکاری انتظامیہ',
  health: 'صحت',
  logistics: 'نقل و حمل',
  manufacturing: 'صنعت',
  media: 'ذرائع ابلاغ',
  retail: 'خرید و فروخت',
}
