/** What pages say of themselves to machines, in the words of schema.org. */
type Data = Readonly<Record<string, unknown>>

const context = 'https://schema.org'

export function organisationData(given: {
  name: string
  origin: string
  description: string
}): Data {
  const { name, origin, description } = given
  return { '@context': context, '@type': 'Organization', name, url: `${origin}/`, description }
}

export function courseData(given: {
  url: string
  title: string
  summary: string
  language: string
  hours: number
  partner: string
  price: { amount: string; currency: string } | null
}): Data {
  return {
    '@context': context,
    '@type': 'Course',
    name: given.title,
    description: given.summary,
    url: given.url,
    inLanguage: given.language,
    provider: { '@type': 'Organization', name: given.partner },
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'online',
      courseWorkload: `PT${given.hours}H`,
    },
    offers: given.price
      ? {
          '@type': 'Offer',
          category: 'Paid',
          price: given.price.amount,
          priceCurrency: given.price.currency,
        }
      : { '@type': 'Offer', category: 'Free', price: '0' },
  }
}

export function profileData(given: {
  url: string
  type: 'Person' | 'Organization'
  name: string
  description: string
  skills: readonly string[]
  since: Date
}): Data {
  const { url, type, name, description, skills, since } = given
  return {
    '@context': context,
    '@type': 'ProfilePage',
    url,
    dateCreated: since.toISOString(),
    mainEntity: { '@type': type, name, description, url, knowsAbout: skills },
  }
}

/** What a team sells: the lowest and highest price of its tiers, whole in decimals. */
export function offerData(given: {
  url: string
  title: string
  description: string
  team: { name: string; url: string }
  prices: { least: string; most: string; count: number; currency: string }
}): Data {
  const { url, title, description, team, prices } = given
  const { least, most, count, currency } = prices
  const sold = {
    url,
    priceCurrency: currency,
    availability: `${context}/InStock`,
    seller: { '@type': 'Organization', ...team },
  }
  return {
    '@context': context,
    '@type': 'Product',
    name: title,
    description,
    url,
    category: 'Service',
    brand: { '@type': 'Organization', name: team.name },
    offers:
      count > 1
        ? {
            '@type': 'AggregateOffer',
            lowPrice: least,
            highPrice: most,
            offerCount: count,
            ...sold,
          }
        : { '@type': 'Offer', price: least, ...sold },
  }
}
