//! One member's page, and what administrators change there.

use super::invite::{MemberForm, role_choices};
use super::members::PATH;
use super::set_up::shown_once;
use super::sso_member;
use crate::actions::{self, KeysMade, MemberChange};
use crate::lists::{member_badge, ways};
use crate::model::roles;
use crate::queries::ApiKey;
use crate::queries::recipients::Member;
use crate::refusals::MemberRefusal;
use crate::{queries, texts};
use gatehouse_core::{Lang, Outcome, Personal, Secret, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::{Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff};
use serde::Deserialize;

fn facts(staff: &Staff, member: &Member, codes_left: u64) -> KeyValues {
    let (lang, format) = (staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    KeyValues::new()
        .row(t.msg_email(), Cell::text(gatehouse_address::shown(&member.email)))
        .row(t.msg_sso_ways(), Cell::text(ways(lang, member)))
        .row(t.msg_since(), Cell::time(&format, member.row.created_at))
        .row(t.msg_recovery_codes_left(), Cell::number(codes_left.to_string()))
        .row(t.msg_language(), Cell::text(member.row.lang.as_deref().and_then(Lang::from_tag).map_or("", Lang::name)))
        .row(
            t.msg_history(),
            Cell::link(t.msg_his_actions(), address("/staff/audit", &[("actor", &member.row.id.to_string())])),
        )
}

fn access_panel(staff: &Staff, member: &Member, keys: &[ApiKey]) -> Panel {
    let t = texts(staff.visit.lang());
    let to = |act: &str| format!("{}/{act}", page_of(member.row.id));
    let mut panel = Panel::new(t.msg_access());
    if member.row.disabled_at.is_some() {
        return panel.text(t.msg_enable_text()).with(&Button::post(t.msg_enable(), to("enable")));
    }
    panel = panel.text(t.msg_send_link_text()).with(&Button::post(t.msg_send_link(), to("send-link")).icon(Icon::Send));
    if member.row.totp_secret_sealed.is_some() {
        panel = panel
            .text(t.msg_reset_text())
            .with(&Button::post(t.msg_reset(), to("reset-second-factor")).icon(Icon::Phone).danger());
    } else {
        panel = panel
            .text(t.msg_presence_make_text())
            .with(&Button::post(t.msg_presence_make(), to("presence-code")).icon(Icon::Phone));
    }
    if member.row.id != staff.session.staff {
        let mut form = PanelForm::new(to("disable"));
        panel = panel.text(t.msg_disable_text());
        if !keys.is_empty() {
            let count = u64::try_from(keys.len()).unwrap_or(u64::MAX);
            let list = keys.iter().fold(KeyValues::new(), |list, key| {
                let page = format!("/staff/api-keys/{}", key.row.id);
                list.row(key.name.0.as_str(), Cell::link(format!("{}…", key.row.prefix), page))
            });
            panel = panel.text(t.msg_disable_keys(count)).with(&list);
            form =
                form.field(&Checkbox::new("keep_keys", t.msg_disable_keep_keys()).hint(t.msg_disable_keep_keys_hint()));
        }
        panel = panel.with(&form.button(Button::submit(t.msg_disable()).icon(Icon::Ban).danger()));
    }
    panel.danger()
}

async fn member_page(staff: &Staff, id: Uuid, typed: Option<&MemberForm>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let may_look = staff.may()?;
    let (member, codes_left) = queries::member(&may_look, id).await?.ok_or(Halt::NotFound)?;
    let keys = queries::api_keys_of(&may_look, id).await?;
    let stored: Vec<String> = roles::split(&member.row.roles).into_iter().map(|r| r.word().to_owned()).collect();
    let name = typed.map_or(member.name.as_str(), |form| form.name.as_str());
    let chosen = typed.map_or(stored.as_slice(), |form| form.roles.as_slice());
    let form = PanelForm::new(page_of(id))
        .field(&Field::text("name", t.msg_name()).value(name).max_length(100).errors(errors))
        .field(&role_choices(lang, chosen, errors))
        .button(Button::submit(t.msg_save()).primary());
    let head = PageHead::new(member.name.as_str());
    let head = head.badge(member_badge(lang, &member)).crumbs(lang, [(t.msg_members_title(), PATH)]);
    let sheet = Sheet::new(visit, member.name.as_str(), head).narrow().errors(errors);
    let sheet = sheet
        .with(&Panel::new("").with(&facts(staff, &member, codes_left)))
        .with(&Panel::new(t.msg_name_and_roles()).with(&form));
    let sheet = match sso_member::panel(staff, &member, errors) {
        Some(panel) => sheet.with(&panel),
        None => sheet,
    };
    Ok(sheet.with(&access_panel(staff, &member, &keys)))
}

/// Where a member's page is.
pub(super) fn page_of(id: Uuid) -> String {
    format!("{PATH}/{id}")
}

pub(super) async fn show(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let page = member_page(&staff, id, None, &FormErrors::new()).await?;
    staff.visit.show(&page)
}

/// To the member's page with what was done, or the page again with what was refused.
pub(super) async fn answer(
    staff: &Staff,
    id: Uuid,
    typed: Option<&MemberForm>,
    outcome: Outcome<(), MemberRefusal>,
    said: String,
) -> Result<Done, Halt> {
    let done = async |()| Ok(staff.visit.go_saying(&page_of(id), said));
    let again = async |errors| member_page(staff, id, typed, &errors).await;
    staff.visit.answer(outcome, done, again).await
}

/// The proof that every change of a member asks for.
fn guard(staff: &Staff, id: Uuid) -> Result<(), Halt> {
    staff.elevated_for(&page_of(id))
}

/// What changes the second factor asks for one of the administrator's own.
pub(super) fn guard_factor(staff: &Staff, id: Uuid) -> Result<(), Halt> {
    staff.gave_factor_for(&page_of(id))
}

pub(super) async fn change(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<MemberForm>) -> Result<Done, Halt> {
    guard(&staff, id)?;
    let outcome = match form.roles() {
        Ok(roles) => {
            let change = MemberChange { name: Personal(form.name.clone()), roles };
            actions::change_member(&staff.visit.cx, id, change).await
        }
        Err(stop) => Err(stop),
    };
    answer(&staff, id, Some(&form), outcome, texts(staff.visit.lang()).msg_saved()).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DisableForm {
    keep_keys: String,
}

pub(super) async fn disable(staff: Staff, Ids([id]): Ids<1>, Posted(form): Posted<DisableForm>) -> Result<Done, Halt> {
    guard(&staff, id)?;
    let keys = if form.keep_keys == "true" { KeysMade::Keep } else { KeysMade::Revoke };
    let outcome = actions::disable_member(&staff.visit.cx, id, keys).await;
    answer(&staff, id, None, outcome, texts(staff.visit.lang()).msg_disabled_done()).await
}

pub(super) async fn enable(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    guard(&staff, id)?;
    let outcome = actions::enable_member(&staff.visit.cx, id).await;
    answer(&staff, id, None, outcome, texts(staff.visit.lang()).msg_enabled_done()).await
}

pub(super) async fn reset(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    guard_factor(&staff, id)?;
    let made = actions::reset_second_factor(&staff.visit.cx, Some(staff.session.id), id).await;
    hand_over(&staff, id, made, texts(staff.visit.lang()).msg_reset_done()).await
}

pub(super) async fn presence_code(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    guard_factor(&staff, id)?;
    let made = actions::make_presence_code(&staff.visit.cx, Some(staff.session.id), id).await;
    hand_over(&staff, id, made, texts(staff.visit.lang()).msg_presence_made_title()).await
}

/// Shows a code that is handed over, which is on no other page.
async fn hand_over(
    staff: &Staff,
    id: Uuid,
    made: Outcome<Secret<String>, MemberRefusal>,
    title: String,
) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let done = async |code: Secret<String>| {
        let head = PageHead::new(title.as_str()).lede(t.msg_presence_made_lede());
        let codes = CodeList::new([code.expose().clone()]);
        let done = Button::link(t.msg_presence_made_done(), page_of(id));
        Ok(visit.show(&shown_once(visit, head, title, t.msg_presence_made_once(), &codes, done))?.secret())
    };
    let again = async |errors| member_page(staff, id, None, &errors).await;
    visit.answer(made, done, again).await
}

pub(super) async fn send_link(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    guard(&staff, id)?;
    let outcome = actions::send_invitation(&staff.visit.cx, id).await;
    answer(&staff, id, None, outcome, texts(staff.visit.lang()).msg_link_sent()).await
}
