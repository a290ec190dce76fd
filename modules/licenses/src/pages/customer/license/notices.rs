//! The one thing that the holder of a license should know or do now, with the button that does it (J3, J5, LIC-35).

use super::Shown;
use crate::lists::shop_button;
use crate::model::block_course::is_limited;
use crate::model::license::{BlockReason, ENDING_DAYS, Kind, Status, grouped, is_activation_missed, status};
use crate::model::seat_refusal::one_after_another;
use crate::texts;
use gatehouse_catalog::model::term::term_in_words;
use gatehouse_core::{DAY, Moment, Personal};
use gatehouse_web::Scope;
use gatehouse_web::support::ask;
use gatehouse_web::view::*;

/// The notices at the top of the page.
pub(super) fn next_step(shown: &Shown<'_>) -> Vec<Notice> {
    let (license, t) = (&shown.held.license, texts(shown.format.lang()));
    let day = |at: Moment| shown.format.date(at);
    match (status(license, shown.now), license.block_from) {
        // What became of it is said beside this.
        (Status::Superseded, _) => Vec::new(),
        (Status::NotActivated, None) if license.reserve_for.is_some() => Vec::new(),
        (Status::Blocked, _) => {
            let notice = Notice::bad(why_blocked(shown)).title(t.msg_customer_blocked_title());
            vec![whom_to_ask(with_note(notice, shown), shown)]
        }
        (Status::AwaitingVerification, _) => {
            let notice = Notice::info(t.msg_customer_next_verification());
            vec![whom_to_ask(notice.title(t.msg_customer_next_verification_title()), shown)]
        }
        (Status::Expired, _) => vec![expired(shown)],
        (Status::NotActivated | Status::Active, Some(from)) => {
            let from = t.msg_customer_block_planned(day(from));
            let text = one_after_another(shown.format.lang(), &from, &why_blocked(shown));
            let title = if is_limited(license, shown.now) {
                t.msg_customer_limited_title()
            } else {
                t.msg_customer_block_planned_title()
            };
            let notice = Notice::warn(text).title(title);
            vec![whom_to_ask(with_note(notice, shown), shown)]
        }
        (Status::NotActivated, None) => vec![activate_first(shown)],
        (Status::Active, None) => running(shown),
    }
}

fn expired(shown: &Shown<'_>) -> Notice {
    let (license, lang) = (&shown.held.license, shown.format.lang());
    let t = texts(lang);
    let (title, text) = match license.activate_by.filter(|_| is_activation_missed(license, shown.now)) {
        Some(by) => {
            let why = t.msg_activation_activate_by_passed(shown.format.date(by));
            let text = one_after_another(lang, &why, &t.msg_customer_next_missed());
            (t.msg_customer_next_missed_title(), text)
        }
        None => (t.msg_customer_next_expired_title(), t.msg_customer_next_expired()),
    };
    let notice = with_shop(Notice::warn(text).title(title), shown);
    notice.button(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus))
}

fn activate_first(shown: &Shown<'_>) -> Notice {
    let (license, lang) = (&shown.held.license, shown.format.lang());
    let t = texts(lang);
    let starts_now = license.fixed_until.is_none() && (license.months.is_some() || license.days.is_some());
    let mut text = if starts_now {
        t.msg_customer_next_activate(term_in_words(license.months, license.days, None, shown.format))
    } else {
        t.msg_customer_next_activate_fixed()
    };
    if let Some(by) = license.activate_by {
        let by = t.msg_customer_next_activate_by(shown.format.date(by));
        text = one_after_another(lang, &text, &by);
    }
    let notice = Notice::info(text).title(t.msg_customer_next_activate_title());
    if shown.held.applications.is_empty() {
        return notice;
    }
    notice.action(t.msg_customer_applications(), "#applications")
}

fn running(shown: &Shown<'_>) -> Vec<Notice> {
    let (license, t) = (&shown.held.license, texts(shown.format.lang()));
    let mut notices = Vec::new();
    if let Some(ends) = license.ends_at.filter(|_| license.kind == Kind::Trial) {
        let text = t.msg_customer_next_trial(shown.format.date(ends));
        notices.push(with_shop(Notice::info(text).title(t.msg_customer_next_trial_title()), shown));
        return notices;
    }
    if let Some(ends) = license.ends_at.filter(|ends| *ends <= shown.now.plus(ENDING_DAYS * DAY)) {
        let text = t.msg_customer_next_ending(shown.format.date(ends));
        notices.push(with_shop(Notice::warn(text).title(t.msg_customer_next_ending_title()), shown));
    }
    if license.seats_used >= license.seats {
        notices.push(Notice::info(t.msg_customer_next_full()).title(t.msg_customer_next_full_title()));
    }
    notices
}

/// The button to the shop; without a link of the product, the way to whoever sold the license.
fn with_shop(notice: Notice, shown: &Shown<'_>) -> Notice {
    let lang = shown.format.lang();
    match shown.held.shop().due(&shown.held.license, lang, shown.now) {
        Some(act) => notice.button(shop_button(act, lang).primary()),
        None => whom_to_ask(notice, shown),
    }
}

/// The seller first, then the vendor (LIC-35): a code that strangers have has a form of its own (LIC-21).
fn whom_to_ask(notice: Notice, shown: &Shown<'_>) -> Notice {
    let t = texts(shown.format.lang());
    let notice = if shown.held.sold_by.name().is_empty() {
        notice
    } else {
        notice.button(Button::link(t.msg_customer_ask_seller(), "#seller"))
    };
    let license = &shown.held.license;
    let is_compromised = license.block_reason == Some(BlockReason::Compromised);
    let category = if is_compromised { "compromised_code" } else { "portal" };
    let (id, subject) = (license.id.to_string(), t.msg_customer_seller_subject_license(grouped(&license.number)));
    let known = [("kind", "license"), ("license", id.as_str()), ("subject", subject.as_str())];
    let to = ask(&Scope::Personal, category, &known);
    notice.button(Button::link(t.msg_customer_contact(), to).icon(Icon::Help))
}

fn why_blocked(shown: &Shown<'_>) -> String {
    let lang = shown.format.lang();
    let reason = shown.held.license.block_reason;
    reason.map(|r| one_after_another(lang, &r.why(lang), &r.what_to_do(lang))).unwrap_or_default()
}

/// The clerk's own words stand apart, and it is said whose they are, as in the mail.
fn with_note(notice: Notice, shown: &Shown<'_>) -> Notice {
    match &shown.held.block_note {
        Some(Personal(note)) => notice.more(texts(shown.format.lang()).msg_mail_block_note(note)),
        None => notice,
    }
}
