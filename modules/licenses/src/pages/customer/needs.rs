//! What needs a customer: licenses that end soon, are blocked, or are not activated.

use super::LIST;
use crate::lists::shop_button;
use crate::model::license::{Status, status};
use crate::queries::customer_licenses::{ENDING_DAYS, Item};
use crate::queries::home::Standing;
use crate::texts;
use gatehouse_core::{DAY, Moment};
use gatehouse_l10n::Format;
use gatehouse_web::home::Attention;
use gatehouse_web::view::*;

/// Of each of a few licenses; of those that are not activated only `with_fresh`: the first steps say it otherwise.
pub(crate) fn of_few(items: &[Item], format: &Format, now: Moment, with_fresh: bool) -> Vec<Attention> {
    items.iter().filter_map(|item| need(item, format, now, with_fresh)).collect()
}

fn need(item: &Item, format: &Format, now: Moment, with_fresh: bool) -> Option<Attention> {
    let (license, lang, t) = (&item.license, format.lang(), texts(format.lang()));
    let name = item.product.as_str();
    let day = |at: Moment| format.date(at);
    let why = license.block_reason.map(|reason| reason.what_to_do(lang)).unwrap_or_default();
    let (tone, title, text, label) = match status(license, now) {
        Status::Blocked => (Tone::Bad, t.msg_need_blocked(name), why, t.msg_card_why()),
        Status::AwaitingVerification => {
            (Tone::Info, t.msg_need_awaiting(name), t.msg_customer_next_verification(), t.msg_need_open())
        }
        // What another license took over needs nobody; its devices are listed there.
        Status::Superseded => return None,
        Status::Active | Status::NotActivated if license.block_from.is_some() => {
            let from = license.block_from?;
            (Tone::Warn, t.msg_need_planned(name, day(from)), why, t.msg_card_why())
        }
        Status::Active => {
            let ends = license.ends_at.filter(|ends| *ends <= now.plus(ENDING_DAYS * DAY))?;
            let title = t.msg_need_ending(name, day(ends));
            if let Some(act) = item.shop.due(license, lang, now) {
                let action = shop_button(act, lang).about(name);
                return Some(Attention { tone: Tone::Warn, title, text: t.msg_need_ending_text(), action });
            }
            (Tone::Warn, title, t.msg_need_ending_text(), t.msg_need_open())
        }
        Status::NotActivated if with_fresh => {
            (Tone::Info, t.msg_need_fresh(name), t.msg_need_fresh_text(), t.msg_card_activate())
        }
        Status::NotActivated | Status::Expired => return None,
    };
    let action = Button::link(label, format!("{LIST}/{}", license.id)).about(name);
    Some(Attention { tone, title, text, action })
}

/// Of many: how many of them, and where they are.
pub(crate) fn of_many(standing: Standing, format: &Format) -> Vec<Attention> {
    let t = texts(format.lang());
    let line = |count: i64, tone, title: String, word: &str| {
        let action = Button::link(t.msg_need_show(), format!("{LIST}?status={word}")).about(title.as_str());
        (count > 0).then(|| Attention { tone, title, text: String::new(), action })
    };
    let Standing { ending, blocked, not_activated } = standing;
    [
        line(ending, Tone::Warn, t.msg_customer_ending_soon(ending), "expiring"),
        line(blocked, Tone::Bad, t.msg_need_many_blocked(blocked), "blocked"),
        line(not_activated, Tone::Info, t.msg_need_many_fresh(not_activated), "not_activated"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
