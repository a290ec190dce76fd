//! The operator's choices, and what a message may cost.

use crate::number::PhoneNumber;
use crate::provider::{Outgoing, Provider, Way};
use crate::trouble::Trouble;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, MINUTE, Refusal};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule, Wait};
use gatehouse_reach::Reach;

/// Messages to one number in a day.
pub const A_DAY: i64 = 5;
/// The time between two messages to one number.
pub const GAP: i64 = MINUTE;
/// Messages to all numbers in a day, unless the operator says otherwise.
pub const DAILY: u32 = 500;

/// Why no message goes out now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum Capped {
    /// One went to this number a moment ago: wait so many seconds.
    #[refusal(429, "texts.too_soon", texts_too_soon(*it), again = *it)]
    TooSoon(u32),
    /// As many as a number gets in a day: wait so many seconds.
    #[refusal(429, "texts.enough", texts_enough(it.div_ceil(3600)), again = *it)]
    Enough(u32),
    /// As many as the operator sends in a day.
    #[refusal(429, "texts.paused", texts_paused, again)]
    Paused,
}

/// Proof that the caps let a message through; none is queued without it.
#[derive(Debug)]
#[must_use]
pub struct Admitted(pub(crate) ());

/// What an operator's test found.
#[derive(Debug)]
pub struct Tried {
    /// The provider's name.
    pub provider: String,
    /// What it said.
    pub answer: Result<(), Trouble>,
}

/// The installation's text messages; in the services. Without a provider there are none.
#[derive(Clone)]
pub struct Messages {
    providers: Vec<Provider>,
    countries: Vec<String>,
    daily: u32,
}

impl Default for Messages {
    fn default() -> Self {
        Self { providers: Vec::new(), countries: Vec::new(), daily: DAILY }
    }
}

/// The installation's text messages; `None`: it sends none.
pub fn of(cx: &Cx) -> Option<&Messages> {
    cx.app.services.find::<Messages>().filter(|messages| messages.is_on())
}

impl Messages {
    /// Providers in the order in which they are asked; `countries`: where numbers may be (ISO 3166-1); `daily`: messages to all numbers
    /// in a day.
    pub const fn new(providers: Vec<Provider>, countries: Vec<String>, daily: u32) -> Self {
        Self { providers, countries, daily }
    }

    /// Whether any are sent.
    pub const fn is_on(&self) -> bool {
        !self.providers.is_empty()
    }

    /// The providers.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// Where numbers may be.
    pub fn countries(&self) -> &[String] {
        &self.countries
    }

    /// Whether nothing leaves this machine.
    pub fn is_development(&self) -> bool {
        self.providers.iter().all(|provider| matches!(provider.way, Way::File(_)))
    }

    /// Whether messages go to this number.
    pub fn reaches(&self, number: &PhoneNumber) -> bool {
        self.countries.iter().any(|code| code == number.country())
            && self.providers.iter().any(|one| one.serves(number))
    }

    /// Counts a message to a number before it is queued, behind the rows of the counters: two requests of one moment are one message.
    /// Nothing is counted where one of the caps refuses, because the caller's transaction ends there.
    pub async fn admit(&self, cx: &Cx, tx: &Tx, number: &PhoneNumber) -> Result<Result<Admitted, Capped>, Fault> {
        let what = number.e164().as_bytes();
        let gap = Rule { window: GAP, slides: false, free: 1, wait: Wait::Fixed(GAP) };
        if let Err(seconds) = counters::take(cx, tx, &Counter::new(cx, "texts.gap", what, gap)).await? {
            return Ok(Err(capped(Capped::TooSoon(seconds))));
        }
        if let Err(seconds) =
            counters::take(cx, tx, &Counter::new(cx, "texts.number", what, Rule::codes(A_DAY))).await?
        {
            return Ok(Err(capped(Capped::Enough(seconds))));
        }
        // Every node counts this one row, so it comes last and is held only for a moment.
        let all = Counter::new(cx, "texts.all", b"", Rule::counted(DAY));
        let counts = counters::add(cx, tx, &[all]).await?;
        if counts.iter().any(|count| *count > i64::from(self.daily)) {
            tracing::error!(
                daily = self.daily,
                "as many text messages as text_messages.daily allows were sent: none goes out today"
            );
            return Ok(Err(capped(Capped::Paused)));
        }
        Ok(Ok(Admitted(())))
    }

    /// Hands a message to the first provider that takes it. One that says that the number gets no messages is believed.
    pub(crate) async fn send(&self, reach: &Reach, out: &Outgoing<'_>) -> Result<&Provider, Trouble> {
        let mut trouble = Trouble::Nobody;
        for provider in self.providers.iter().filter(|provider| provider.serves(out.to)) {
            match provider.send(reach, out).await {
                Ok(()) => return Ok(provider),
                Err(found) if found.is_final() => return Err(found),
                Err(found) => {
                    tracing::debug!(provider = %provider.name, kind = found.word(), "a provider took no text message");
                    trouble = found;
                }
            }
        }
        Err(trouble)
    }

    /// Sends a test past the queue and the caps: each provider of the number's is asked until one takes it.
    pub async fn try_out(&self, reach: &Reach, out: &Outgoing<'_>) -> Vec<Tried> {
        let mut all = Vec::new();
        for provider in self.providers.iter().filter(|provider| provider.serves(out.to)) {
            let answer = provider.send(reach, out).await;
            let is_over = answer.is_ok();
            all.push(Tried { provider: provider.name.clone(), answer });
            if is_over {
                break;
            }
        }
        all
    }
}

fn capped(why: Capped) -> Capped {
    let cap = match why {
        Capped::TooSoon(_) => "gap",
        Capped::Enough(_) => "number",
        Capped::Paused => "all",
    };
    metrics::counter!("gatehouse_text_messages_capped_total", "cap" => cap).increment(1);
    why
}
