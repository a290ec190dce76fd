//! Holders are told when seats, end or code of their license change (LIC-18, LIC-19): what changed, the new code, and what to do with the
//! devices.

use super::product_name;
use crate::model::license::grouped;
use crate::queries::recipients;
use crate::tables::license;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::ActivationCode;
use gatehouse_l10n::Format;
use gatehouse_mail::{Letter, Recipient};

/// What happened.
#[derive(Clone, Copy, Debug)]
pub(crate) enum News<'a> {
    /// Seats were added.
    ToppedUp {
        /// So many.
        more: i64,
        /// It has so many now.
        seats: i64,
        /// The old code works until then.
        old_until: Moment,
        /// The product wants a key file made from the new code.
        key_file: bool,
    },
    /// A term was added.
    Renewed {
        /// Its new end.
        ends: Option<Moment>,
        /// The old code works until then, where there is a new one.
        old_until: Option<Moment>,
    },
    /// A reserve waits.
    ReserveAdded {
        /// Its number.
        number: &'a str,
    },
    /// The reserve took over.
    TookOver {
        /// The new end.
        ends: Option<Moment>,
        /// Its seats.
        seats: i64,
    },
    /// It was made of several.
    Merged {
        /// Their numbers.
        numbers: &'a [&'a str],
        /// Its seats.
        seats: i64,
        /// Its end.
        ends: Moment,
        /// The old codes work until then.
        old_until: Moment,
    },
    /// That was undone.
    MergeUndone {
        /// The numbers of those that hold again.
        numbers: &'a [&'a str],
    },
}

/// Mails every holder, else the buyer; `code` is the new one.
pub(crate) async fn tell(
    cx: &Cx,
    tx: &Tx,
    license: &license::Model,
    news: &News<'_>,
    code: Option<&ActivationCode>,
) -> Result<(), Fault> {
    let people = recipients::of_license(cx, &**tx, license).await?;
    if people.is_empty() {
        return Ok(());
    }
    let product = product_name(tx, license).await?;
    let with_code: Vec<Option<Uuid>> = match code {
        Some(_) => recipients::of_code(cx, &**tx, license).await?.into_iter().map(|person| person.account).collect(),
        None => Vec::new(),
    };
    for person in &people {
        let code = code.filter(|_| with_code.contains(&person.account));
        queue(cx, tx, person, (license, &product), news, code).await?;
    }
    Ok(())
}

async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    (license, product): (&license::Model, &str),
    news: &News<'_>,
    code: Option<&ActivationCode>,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let format = to.format(cx);
    let number = grouped(&license.number);
    let day = |end: Option<Moment>| end.map_or_else(|| t.msg_customer_no_end(), |end| format.date(end));
    let count = |seats: i64| format.number(seats);
    let (kind, title, lead) = match *news {
        News::ToppedUp { more, seats, .. } => (
            "licenses.topped_up",
            t.msg_mail_topped_up_title(product),
            t.msg_mail_topped_up_lead(more, count(more), &number, product, count(seats)),
        ),
        News::Renewed { ends, .. } => (
            "licenses.renewed",
            t.msg_mail_renewed_title(product),
            t.msg_mail_renewed_lead(&number, product, day(ends)),
        ),
        News::ReserveAdded { number: reserve } => (
            "licenses.reserve_added",
            t.msg_mail_reserve_added_title(product),
            t.msg_mail_reserve_added_lead(grouped(reserve), &number, day(license.ends_at)),
        ),
        News::TookOver { ends, seats } => (
            "licenses.reserve_took_over",
            t.msg_mail_took_over_title(product),
            t.msg_mail_took_over_lead(&number, product, day(ends), count(seats)),
        ),
        News::Merged { numbers, seats, ends, .. } => (
            "licenses.merged",
            t.msg_mail_merged_title(product),
            t.msg_mail_merged_lead(list(numbers), &number, count(seats), format.date(ends)),
        ),
        News::MergeUndone { numbers } => (
            "licenses.merge_undone",
            t.msg_mail_merge_undone_title(product),
            t.msg_mail_merge_undone_lead(list(numbers), &number),
        ),
    };
    let (button, path) = match (to.account, news) {
        (Some(_), News::MergeUndone { .. }) | (None, _) => (t.msg_mail_life_open_all(), "/licenses".to_owned()),
        (Some(_), _) => (t.msg_mail_life_open(), format!("/licenses/{}", license.id)),
    };
    let mut letter = Letter::new(cx, kind, to).title(title).lead(lead);
    if code.is_some() {
        letter = letter.line(t.msg_mail_life_code());
    }
    letter = letter.code(code.map(ToString::to_string)).button(button, &path);
    for text in after(cx, to, &format, news) {
        letter = letter.after(text);
    }
    letter.reason(t.msg_mail_life_reason(&number)).queue(tx).await
}

/// What to do with the devices.
fn after(cx: &Cx, to: &Recipient, format: &Format, news: &News<'_>) -> Vec<String> {
    let t = crate::texts(to.lang);
    let old = |until: Moment| {
        if until <= cx.now() { t.msg_mail_life_old_now() } else { t.msg_mail_life_old_until(format.date_time(until)) }
    };
    match *news {
        News::ToppedUp { old_until, key_file: true, .. } => vec![old(old_until), t.msg_activation_next_key_file()],
        News::ToppedUp { old_until, .. } => vec![old(old_until)],
        News::Renewed { old_until, .. } => old_until.map(old).into_iter().collect(),
        News::Merged { old_until, .. } => vec![old(old_until), t.msg_mail_merged_undo()],
        News::ReserveAdded { .. } | News::MergeUndone { .. } | News::TookOver { .. } => Vec::new(),
    }
}

/// Numbers of licenses, as people read them.
fn list(numbers: &[&str]) -> String {
    numbers.iter().map(|number| grouped(number)).collect::<Vec<_>>().join(", ")
}
