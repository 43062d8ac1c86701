export const sector = {
  agriculture: 'Agriculture',
  education: 'Education',
  energy: 'Energy',
  finance: 'Finance',
  government: 'Public administration',
  health: 'Health',
  logistics: 'Logistics',
  manufacturing: 'Manufacturing',
  media: 'Media',
  retail: 'Retail',
}
