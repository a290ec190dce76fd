//! Mails to staff: queued with the change that causes them (ALL-4), in the member's language.

use crate::contacts::Member;
use gatehouse_core::{Fault, Lang, Secret};
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
        footer: format!("{} · {}", cx.app.settings.brand, cx.app.settings.origin),
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

/// A link to set the password: for somebody new, or for somebody who forgot it.
pub(crate) async fn invitation(cx: &Cx, tx: &Tx, member: &Member, link: &Secret<String>) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let brand = cx.app.settings.brand.as_str();
    let is_new = member.row.password_hash.is_none();
    let (title, lead) = if is_new {
        (t.msg_mail_invitation_title(brand), t.msg_mail_invitation_lead(member.name.as_str(), brand))
    } else {
        (t.msg_mail_link_title(brand), t.msg_mail_link_lead(member.name.as_str(), brand))
    };
    let letter = Letter {
        kind: "staff.invitation",
        title,
        lead,
        body: vec![t.msg_mail_invitation_body()],
        button: Some((t.msg_mail_invitation_button(), link.expose().clone())),
        after: vec![t.msg_mail_invitation_after()],
        reason: t.msg_mail_reason_administrator(brand),
    };
    send(cx, tx, member, letter).await
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

/// Twenty wrong codes in a day.
pub(crate) async fn second_factor_paused(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_paused_title(), t.msg_mail_paused_lead());
    send(cx, tx, member, notice(cx, member, "staff.second_factor_paused", title, lead)).await
}

/// The password is another one.
pub(crate) async fn password_changed(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_password_title(), t.msg_mail_password_lead());
    send(cx, tx, member, notice(cx, member, "staff.password_changed", title, lead)).await
}

/// The recovery codes are others.
pub(crate) async fn recovery_codes_renewed(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_codes_title(), t.msg_mail_codes_lead());
    send(cx, tx, member, notice(cx, member, "staff.recovery_codes_renewed", title, lead)).await
}

/// An administrator took the second factor away.
pub(crate) async fn second_factor_reset(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_reset_title(), t.msg_mail_reset_lead());
    send(cx, tx, member, notice(cx, member, "staff.second_factor_reset", title, lead)).await
}
