import { type Answer, ask, checked, stripe } from './stripe.server'

/** A person's account with the provider, and whether transfers may go to it. */
export type AccountFacts = {
  readonly providerAccountId: string
  readonly ready: boolean
}

/** Makes the account that a person's transfers go to; asked twice, the provider answers the same. */
export function createAccount(input: {
  personId: string
  entity?: 'individual' | 'company'
  email: string
  country: string
}): Promise<Answer<AccountFacts>> {
  return ask(async () => {
    const account = await stripe().v2.core.accounts.create(
      {
        contact_email: input.email,
        dashboard: 'express',
        identity: {
          country: input.country.toLowerCase(),
          entity_type: input.entity ?? 'individual',
        },
        configuration: {
          recipient: {
            capabilities: { stripe_balance: { stripe_transfers: { requested: true } } },
          },
        },
        defaults: {
          responsibilities: { fees_collector: 'application', losses_collector: 'application' },
        },
        metadata: { person: input.personId },
        include: ['configuration.recipient'],
      },
      { idempotencyKey: `payout-account:${input.personId}` },
    )
    return factsOf(account)
  })
}

export function retrieveAccount(providerAccountId: string): Promise<Answer<AccountFacts>> {
  return ask(async () =>
    factsOf(
      await stripe().v2.core.accounts.retrieve(providerAccountId, {
        include: ['configuration.recipient'],
      }),
    ),
  )
}

/** What stands between a person and their money, as the provider names it. */
export type AccountDues = AccountFacts & {
  readonly due: readonly {
    /** A dotted path, as identity.individual.given_name. */
    readonly path: string
    readonly state: 'currently_due' | 'eventually_due' | 'past_due'
    /** Whether it keeps transfers away now or when its time has come. */
    readonly stopsTransfers: boolean
    /** What was wrong with what they brought, in the provider's words. */
    readonly problems: readonly string[]
  }[]
  /** The provider's time by which the first of it has to be there. */
  readonly dueBy: Date | null
}

export function retrieveDues(providerAccountId: string): Promise<Answer<AccountDues>> {
  return ask(async () => {
    const account = await stripe().v2.core.accounts.retrieve(providerAccountId, {
      include: ['configuration.recipient', 'requirements'],
    })
    const time = account.requirements?.summary?.minimum_deadline?.time
    return {
      ...factsOf(account),
      due: (account.requirements?.entries ?? []).map((entry) => ({
        path: entry.description,
        state: dueState(entry.minimum_deadline.status),
        stopsTransfers: (entry.impact.restricts_capabilities ?? []).some(
          ({ capability }) => capability === 'stripe_balance.stripe_transfers',
        ),
        problems: entry.errors.map(({ description }) => description),
      })),
      dueBy: time ? new Date(time) : null,
    }
  })
}

/** A state that we do not know is read as the most pressing one. */
function dueState(status: string): AccountDues['due'][number]['state'] {
  return status === 'currently_due' || status === 'eventually_due' ? status : 'past_due'
}

/** A page of the provider's, for a few minutes, where the person says who they are. */
export function createAccountLink(input: {
  providerAccountId: string
  returnUrl: string
  refreshUrl: string
}): Promise<Answer<{ url: string }>> {
  return ask(async () => {
    const link = await stripe().v2.core.accountLinks.create({
      account: input.providerAccountId,
      use_case: {
        type: 'account_onboarding',
        account_onboarding: {
          refresh_url: input.refreshUrl,
          return_url: input.returnUrl,
        },
      },
    })
    return { url: link.url }
  })
}

type Account = Awaited<ReturnType<ReturnType<typeof stripe>['v2']['core']['accounts']['retrieve']>>

function factsOf(given: Account): AccountFacts {
  const account = checked(given, 'v2.core.account', 'acct')
  const transfers =
    account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status
  return {
    providerAccountId: account.id,
    ready: transfers === 'active' && account.closed !== true,
  }
}
