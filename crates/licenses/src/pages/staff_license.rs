//! `/staff/licenses/{id}`: a license with its holders, devices and history; block, unblock, resend, free a seat
//! (LIC-13, LIC-17, LIC-20).

mod block;

use super::frame::{Asked, FormPage, Ids, Section, SectionsPage, address, is_clerk, refused_notice};
use super::words::status_badge;
use crate::actions::deactivate_as_staff::deactivate_as_staff;
use crate::actions::resend_code::{ResendRefusal, resend_code};
use crate::actions::transfers::lift_transfer_limit;
use crate::model::catalog::platform_name;
use crate::model::license::{BlockReason, Status, grouped, is_blocked, status, term_in_words};
use crate::model::order::Source;
use crate::queries::devices::{Device, devices, live_device};
use crate::queries::license::LicenseView;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::{Lang, Moment, Stop, Uuid};
use gatehouse_db::{ListKey, PageRequest, Paged, Reader, Seen};
use gatehouse_l10n::Format;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, history};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/licenses/{id}", show).post("/staff/licenses/{id}/resend", resend))
        .staff(CLERKS, |doors| {
            doors.post("/staff/licenses/{id}/lift-transfer-limit", lift_transfers).form(
                "/staff/licenses/{id}/devices/{device}/deactivate",
                device_form,
                device_now,
            )
        })
        .merge(block::doors())
}

async fn show(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let request = PageRequest::parse(devices_of(&staff, id), asked.raw("after"), None, None);
    staff.visit.show(&page(&staff, id, &request, None).await?)
}

/// The list of its devices.
fn devices_of(staff: &Staff, id: Uuid) -> ListKey {
    ListKey::new(&staff.visit.cx, format!("/staff/licenses/{id}"))
}

/// The license's page. Shows `refusal` at the top after a refused action on it.
async fn page(staff: &Staff, id: Uuid, request: &PageRequest, refusal: Option<Notice>) -> Result<SectionsPage, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format) = (texts(lang), visit.format());
    let view = seen(staff, id).await?;
    let devices = devices(&visit.cx, &view.license, request).await?;
    let told = history::for_staff(&visit.cx, view.license.id).await?;
    let now = visit.cx.now();
    let state = status(&view.license, now);
    let title = t.msg_license_title(grouped(&view.license.number));
    let here = format!("/staff/licenses/{id}");
    let mut head = PageHead::new(&title)
        .lede(format!(
            "{} · {}",
            view.names.product(view.license.product_id),
            view.names.edition(view.license.edition_id)
        ))
        .badge(status_badge(&view.license, now, lang))
        .crumbs(lang, [(t.msg_nav_licenses(), "/staff/licenses")]);
    if !is_blocked(&view.license, now) {
        head = head.action(Button::post(t.msg_resend_code(), format!("{here}/resend")).icon(Icon::Send));
    }
    if is_clerk(staff) && view.license.transfers > 0 {
        head = head.action(Button::post(t.msg_lift_transfer_limit(), format!("{here}/lift-transfer-limit")));
    }
    if is_clerk(staff) {
        head = head.action(if is_blocked(&view.license, now) {
            Button::link(t.msg_unblock(), format!("{here}/unblock")).icon(Icon::Undo).primary()
        } else if view.license.block_from.is_some() {
            Button::link(t.msg_unblock_planned(), format!("{here}/unblock")).icon(Icon::Undo).primary()
        } else {
            Button::link(t.msg_block(), format!("{here}/block")).icon(Icon::Ban).danger()
        });
    }
    Ok(SectionsPage {
        page: visit.page(&title).refused(refusal.is_some()),
        head,
        summary: ErrorSummary::new(lang, &FormErrors::new()),
        notices: refusal.into_iter().chain(block_notice(&view, state, lang, &format)).collect(),
        facts: facts(&view, lang, &format),
        sections: vec![
            devices_section(&devices, &here, lang, &format, is_clerk(staff)),
            holders_section(&view, lang, &format),
            history_section(told, &view, lang, &format),
        ],
    })
}

fn block_notice(view: &LicenseView, state: Status, lang: Lang, format: &Format) -> Option<Notice> {
    let (row, t) = (&view.license, texts(lang));
    let reason = row.block_reason.as_deref().and_then(BlockReason::from_word)?.name(lang);
    let from = format.date_time(Moment(row.blocked_at.or(row.block_from)?));
    let text = view.details.block_note.clone().map(|note| note.0).unwrap_or_default();
    Some(if state == Status::Blocked {
        Notice::bad(text).title(t.msg_blocked_since(&from, &reason))
    } else {
        Notice::warn(text).title(t.msg_block_planned_for(&from, &reason))
    })
}

fn facts(view: &LicenseView, lang: Lang, format: &Format) -> KeyValues {
    let t = texts(lang);
    let row = &view.license;
    let (used, seats) = (u32::try_from(row.seats_used).unwrap_or(0), u32::try_from(row.seats).unwrap_or(u32::MAX));
    let moment = |value: Option<i64>| value.map_or_else(Cell::none, |at| Cell::time(format, Moment(at)));
    let mut facts = KeyValues::new();
    if let Some(code) = &view.masked_code {
        facts = facts.row(t.msg_code(), Cell::of(&CopyCode::masked(lang, code)));
    }
    facts = facts
        .row(t.msg_seats(), Cell::of(&Seats::new(lang, used, seats)))
        .row(t.msg_transfers(), Cell::number(format.number(row.transfers)).sub(t.msg_transfers_hint()))
        .row(t.msg_term(), Cell::text(term_in_words(row.months, row.days, row.fixed_until, format)))
        .row(t.msg_issued_at(), Cell::time(format, Moment(row.created_at)))
        .row(t.msg_first_activated(), moment(row.first_activated_at))
        .row(t.msg_ends(), moment(row.ends_at))
        .row(t.msg_activate_by(), moment(row.activate_by));
    if let Some(order) = &view.order {
        let source = Source::from_word(&order.source).map(|s| s.name(lang)).unwrap_or_default();
        let sold_by = order.partner.clone().unwrap_or(source);
        facts = facts.row(t.msg_order(), Cell::link(&order.number, format!("/staff/orders/{}", order.id)).sub(sold_by));
    }
    facts
}

/// What happened, down to the issue: the log tells of that once for the whole batch, the license itself knows when it was made.
fn history_section(told: Vec<Entry>, view: &LicenseView, lang: Lang, format: &Format) -> Section {
    let t = texts(lang);
    let issued = Entry::new(Tone::Info, t.msg_history_issued(), format, Moment(view.license.created_at));
    let issued = match &view.issued_by {
        Some(kind) => issued.who(history::who(kind, Reader::Staff, lang)),
        None => issued,
    };
    let body = Markup::of(&Timeline::new(told.into_iter().chain([issued])));
    Section { id: "history", title: t.msg_history(), body, ..Section::default() }
}

fn devices_section(devices: &Paged<Device>, here: &str, lang: Lang, format: &Format, clerk: bool) -> Section {
    let t = texts(lang);
    let heads =
        [t.msg_device(), t.msg_platform(), t.msg_activated_at(), t.msg_last_seen(), t.msg_seat()].map(Head::new);
    let mut table = Table::new(t.msg_devices(), heads.into_iter().chain([Head::actions(lang)]));
    for device in &devices.items {
        let name = if device.name.is_empty() { t.msg_device_unnamed() } else { device.name.clone() };
        let row = &device.row;
        let app = match (&row.application, &row.product_version) {
            (Some(app), Some(version)) => format!("{app} {version}"),
            (Some(app), None) => app.clone(),
            (None, version) => version.clone().unwrap_or_default(),
        };
        let seat = match row.deactivated_at {
            None => Cell::badge(&Badge::new(Tone::Good, t.msg_seat_taken())),
            Some(at) => {
                Cell::badge(&Badge::new(Tone::Neutral, t.msg_seat_freed()).ring()).sub(format.date_time(Moment(at)))
            }
        };
        let mut buttons = Vec::new();
        if clerk && row.deactivated_at.is_none() {
            let href = format!("{here}/devices/{}/deactivate", row.id);
            buttons.push(Button::link(t.msg_deactivate(), href).about(name.clone()));
        }
        table.push([
            if app.is_empty() { Cell::text(name) } else { Cell::text(name).sub(app) },
            Cell::text(if row.platform.is_empty() { String::new() } else { platform_name(&row.platform, lang) }),
            Cell::time(format, Moment(row.activated_at)),
            Cell::time(format, Moment(row.last_seen_at)),
            seat,
            Cell::actions(buttons),
        ]);
    }
    let mut section = Section::table("devices", t.msg_devices(), None, table, t.msg_devices_none());
    if let Some(next) = &devices.next {
        section.body = Markup::of(&Button::link(t.msg_devices_more(), address(here, &[("after", next)])));
    }
    section
}

fn holders_section(view: &LicenseView, lang: Lang, format: &Format) -> Section {
    let t = texts(lang);
    let mut table = Table::new(t.msg_holders(), [t.msg_account(), t.msg_added_at()].map(Head::new));
    for holder in &view.holders {
        let name =
            if holder.email.is_empty() { t.msg_account_erased() } else { gatehouse_address::shown(&holder.email) };
        table.push([
            Cell::link(name, format!("/staff/accounts/{}", holder.account)),
            Cell::time(format, holder.added_at),
        ]);
    }
    Section::table("holders", t.msg_holders(), None, table, t.msg_holders_none())
}

fn crumbs(view: &LicenseView, here: &str, lang: Lang) -> [(String, String); 2] {
    [(texts(lang).msg_nav_licenses(), "/staff/licenses".to_owned()), (grouped(&view.license.number), here.to_owned())]
}

async fn seen(staff: &Staff, id: Uuid) -> Result<Seen<LicenseView>, Halt> {
    Seen::<LicenseView>::find(&staff.visit.cx, id).await?.ok_or(Halt::NotFound)
}

async fn resend(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match resend_code(&visit.cx, id).await {
        Ok(sent) => {
            let count = i64::try_from(sent).unwrap_or(i64::MAX);
            Ok(visit.go_saying(&format!("/staff/licenses/{id}"), texts(visit.lang()).msg_code_resent(count)))
        }
        Err(stop @ Stop::Refused(ResendRefusal::NotAllowed(_))) => Err(stop.into()),
        // A license that does not exist has no page either: that answers 404 by itself.
        Err(Stop::Refused(refusal)) => {
            let notice = refused_notice(&refusal, visit.lang());
            visit.show_again(
                &page(&staff, id, &PageRequest::parse(devices_of(&staff, id), None, None, None), Some(notice)).await?,
            )
        }
        Err(Stop::Broken(fault)) => Err(fault.into()),
    }
}

async fn lift_transfers(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let lifted = lift_transfer_limit(&visit.cx, view.license.id).await?;
    let said = if lifted { t.msg_transfer_limit_lifted() } else { t.msg_transfer_limit_not_reached() };
    Ok(visit.go_saying(&format!("/staff/licenses/{id}"), said))
}

/// The tick of the form that frees a seat.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct DeviceForm {
    confirm: String,
}

fn device_page(staff: &Staff, view: &LicenseView, device: &Device, errors: &FormErrors) -> FormPage {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let here = format!("/staff/licenses/{}", view.license.id);
    let name = if device.name.is_empty() { t.msg_device_unnamed() } else { device.name.clone() };
    let confirm = Confirm::new(t.msg_deactivate_explained(&name), t.msg_deactivate_tick(), t.msg_deactivate());
    FormPage {
        page: visit.page(t.msg_deactivate_title()).refused(!errors.is_empty()),
        head: PageHead::new(t.msg_deactivate_title()).crumbs(lang, crumbs(view, &here, lang)),
        summary: ErrorSummary::new(lang, errors),
        notice: None,
        fields: vec![Markup::of(&confirm.errors(errors))],
        buttons: vec![Button::link(t.msg_cancel(), here)],
        danger: None,
    }
}

async fn device_of(staff: &Staff, view: &LicenseView, id: Uuid) -> Result<Device, Halt> {
    live_device(&staff.visit.cx, &view.license, id).await?.ok_or(Halt::NotFound)
}

async fn device_form(staff: Staff, Ids([id, device]): Ids<2>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let device = device_of(&staff, &view, device).await?;
    staff.visit.show(&device_page(&staff, &view, &device, &FormErrors::new()))
}

async fn device_now(staff: Staff, Ids([id, device]): Ids<2>, Posted(typed): Posted<DeviceForm>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let device = device_of(&staff, &view, device).await?;
    let visit = &staff.visit;
    let t = texts(visit.lang());
    if typed.confirm != "true" {
        let errors = FormErrors::one("confirm", t.msg_confirm_missing());
        return visit.show_again(&device_page(&staff, &view, &device, &errors));
    }
    deactivate_as_staff(&visit.cx, id, device.row.id).await?;
    Ok(visit.go_saying(&format!("/staff/licenses/{id}"), t.msg_deactivated()))
}
