//! Mails to staff: queued with the change that causes them (ALL-4), in the member's language.
//! One file per mail; what they share is here.

mod invitation;
mod new_network;
mod password_changed;
mod recovery_codes_renewed;
mod second_factor_connected;
mod second_factor_paused;
mod second_factor_reset;

pub(crate) use invitation::invitation;
pub(crate) use new_network::new_network;
pub(crate) use password_changed::password_changed;
pub(crate) use recovery_codes_renewed::recovery_codes_renewed;
pub(crate) use second_factor_connected::second_factor_connected;
pub(crate) use second_factor_paused::second_factor_paused;
pub(crate) use second_factor_reset::second_factor_reset;

use crate::contacts::Member;
use gatehouse_core::{Fault, Lang};
use gatehouse_db::{Cx, Tx};
use gatehouse_l10n::Format;
use gatehouse_mail::Mail;
use gatehouse_web::view::MailPage;

/// One mail before it is rendered.
struct Letter {
    kind: &'static str,
    title: String,
    lead: String,
    body: Vec<String>,
    button: Option<(String, String)>,
    after: Vec<String>,
    reason: String,
}

fn lang_of(member: &Member) -> Lang {
    member.row.lang.as_deref().and_then(Lang::from_tag).unwrap_or_default()
}

fn format_of(cx: &Cx, member: &Member) -> Format {
    let zone = member.row.zone.as_deref().and_then(|zone| jiff::tz::TimeZone::get(zone).ok());
    let vendors = || jiff::tz::TimeZone::get(&cx.app.settings.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Format::new(lang_of(member), zone.unwrap_or_else(vendors))
}

async fn send(cx: &Cx, tx: &Tx, member: &Member, letter: Letter) -> Result<(), Fault> {
    let lang = lang_of(member);
    let page = MailPage {
        lang,
        brand: cx.app.settings.brand.clone(),
        title: letter.title.clone(),
        lead: letter.lead,
        body: letter.body,
        button: letter.button,
        code: None,
        after: letter.after,
        reason: letter.reason,
        footer: format!("{} · {}", cx.app.settings.brand, cx.app.settings.staff_origin()),
    };
    let mail = Mail {
        kind: letter.kind,
        to: member.email.clone(),
        account: None,
        sealed_by: member.row.id,
        lang,
        subject: letter.title,
        text: page.text()?,
        html: page.html()?,
    };
    gatehouse_mail::queue(cx, tx, mail).await?;
    Ok(())
}

/// When and from where, for notices about the member's own sign-in.
fn circumstances(cx: &Cx, member: &Member) -> String {
    let t = crate::texts(lang_of(member));
    let when = format_of(cx, member).date_time(cx.now());
    match &cx.network {
        Some(network) => t.msg_mail_circumstances(when, network.as_str()),
        None => t.msg_mail_circumstances_time(when),
    }
}

fn notice(cx: &Cx, member: &Member, kind: &'static str, title: String, lead: String) -> Letter {
    let t = crate::texts(lang_of(member));
    Letter {
        kind,
        title,
        lead,
        body: vec![circumstances(cx, member)],
        button: None,
        after: vec![t.msg_mail_not_you()],
        reason: t.msg_mail_reason_security(cx.app.settings.brand.as_str()),
    }
}
