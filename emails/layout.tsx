import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Text,
} from '@react-email/components'
import type { ReactNode } from 'react'
import { type Locale, localeFacts } from '~/platform/languages/locales'
import { type Translate, translator } from '~/platform/languages/translator'

/** What every template is given beside its own values. */
export type Reader = { t: Translate; locale: Locale }
export type Message<P> = {
  subject: (props: P, t: Translate) => string
  Body: (props: P & Reader) => ReactNode
}

export function readerOf(locale: Locale): Reader {
  return { t: translator(locale), locale }
}

const ink = '#1b1d1f'
const quiet = '#5a5f64'
const accent = '#0e5b49'

const fonts: Record<Locale, string> = {
  en: 'Inter, "Helvetica Neue", Arial, sans-serif',
  ur: '"Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", Tahoma, serif',
}

function start(locale: Locale): 'left' | 'right' {
  return localeFacts[locale].dir === 'rtl' ? 'right' : 'left'
}

function leading(locale: Locale): string {
  return locale === 'ur' ? '2.1' : '1.6'
}

export function Layout(props: Reader & { title: string; preview?: string; children: ReactNode }) {
  const { t, locale, title } = props
  const { dir } = localeFacts[locale]
  const align = start(locale)
  return (
    <Html lang={locale} dir={dir}>
      <Head>
        <title>{title}</title>
      </Head>
      <Preview>{props.preview ?? title}</Preview>
      <Body
        style={{ backgroundColor: '#fbf9f4', color: ink, fontFamily: fonts[locale], margin: 0 }}
      >
        <Container dir={dir} style={{ maxWidth: '34rem', padding: '32px 24px', textAlign: align }}>
          <Text style={{ color: accent, fontSize: '18px', fontWeight: 600, margin: 0 }}>
            {t('common.samar')}
          </Text>
          <Heading
            as="h1"
            style={{ fontSize: '22px', lineHeight: leading(locale), fontWeight: 600 }}
          >
            {title}
          </Heading>
          {props.children}
          <Hr style={{ borderColor: '#e2ddd1', margin: '32px 0 16px' }} />
          <Text style={{ color: quiet, fontSize: '13px', lineHeight: leading(locale), margin: 0 }}>
            {t('mail.footer')}
          </Text>
        </Container>
      </Body>
    </Html>
  )
}

export function Paragraph(props: { locale: Locale; children: ReactNode; soft?: boolean }) {
  const style = {
    fontSize: props.soft ? '14px' : '16px',
    lineHeight: leading(props.locale),
    color: props.soft ? quiet : ink,
    margin: '0 0 16px',
  }
  return <Text style={style}>{props.children}</Text>
}

/** The one thing to do, as a button and as an address that can be copied. */
export function Call(props: Reader & { href: string; label: string }) {
  return (
    <>
      <Button
        href={props.href}
        style={{
          backgroundColor: accent,
          color: '#ffffff',
          borderRadius: '6px',
          padding: '12px 20px',
          fontSize: '16px',
          fontWeight: 600,
        }}
      >
        {props.label}
      </Button>
      <Text
        style={{
          color: quiet,
          fontSize: '13px',
          lineHeight: leading(props.locale),
          margin: '16px 0',
        }}
      >
        {props.t('mail.or_copy')}
        <br />
        <Link href={props.href} dir="ltr" style={{ color: accent, wordBreak: 'break-all' }}>
          {props.href}
        </Link>
      </Text>
    </>
  )
}
