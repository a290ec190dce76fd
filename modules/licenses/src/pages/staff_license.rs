//! `/staff/licenses/{id}`: a license with its holders, devices and history; block, unblock, resend, free a seat
//! (LIC-13, LIC-17, LIC-20).

mod block;
mod certificate;
mod change;
mod device;
mod explain;
mod key_files;
mod life;
mod notes;
mod reissue;

pub(super) use block::{step_fields, take_back_reasons};

use super::{block_steps, device_history, is_clerk, life as of_life, staff_proposals};
use crate::actions::resend_code::{ResendRefusal, resend_code};
use crate::actions::transfers::lift_transfer_limit;
use crate::lists::{StaffDevices, StaffUsage, platform, seats, status_badge};
use crate::model::license::{grouped, is_blocked};
use crate::queries::devices::{Device, devices};
use crate::queries::license::LicenseView;
use crate::queries::life::life as life_of;
use crate::{CLERKS, LOOKERS, events, texts};
use gatehouse_catalog::model::term::term_in_words;
use gatehouse_context::{Cx, Reader, Seen};
use gatehouse_core::{Lang, Moment, Refusal, Uuid};
use gatehouse_db::{ListKey, PageRequest, Paged};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::notes::NoteForm;
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _, history};

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get("/staff/licenses/{id}", show).post("/staff/licenses/{id}/resend", resend))
        .staff(CLERKS, |doors| doors.post("/staff/licenses/{id}/lift-transfer-limit", lift_transfers))
        .merge(device::doors())
        .merge(certificate::doors())
        .merge(explain::doors())
        .merge(block::doors())
        .merge(change::doors())
        .merge(life::doors())
        .merge(notes::doors())
        .merge(reissue::doors())
}

/// The address of a license's page.
fn place(id: Uuid) -> String {
    format!("/staff/licenses/{id}")
}

/// The license, and the line in the log that it was looked at.
async fn seen(staff: &Staff, id: Uuid) -> Result<Seen<LicenseView>, Halt> {
    Seen::<LicenseView>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)
}

/// The head of a page below that of the license.
fn head_below(view: &LicenseView, title: impl Into<String>, lang: Lang) -> PageHead {
    let license = (grouped(&view.license.number), place(view.license.id));
    PageHead::new(title).crumbs(lang, [(texts(lang).msg_nav_licenses(), "/staff/licenses".to_owned()), license])
}

async fn show(staff: Staff, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let nothing = (&NoteForm::default(), &FormErrors::new());
    staff.visit.show(&page(&staff, id, asked.raw("after"), None, nothing).await?)
}

/// The license's page, with its devices after this one. Shows `refusal` at the top after a refused action on it, and a note that was refused.
async fn page(
    staff: &Staff,
    id: Uuid,
    after: Option<&str>,
    refusal: Option<&dyn Refusal>,
    note: (&NoteForm, &FormErrors),
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (t, format, now) = (texts(lang), visit.format(), visit.cx.now());
    let view = seen(staff, id).await?;
    let request = PageRequest::parse(ListKey::new(&visit.cx.app.keys, place(id)), after, None, None);
    let devices = devices(&visit.cx, &view.license, &request).await?;
    let told = device_history::for_staff(&visit.cx, &view.license).await?;
    let by = match view.license.block_reason {
        Some(_) => history::latest_by(&visit.cx, id, &[events::BLOCKED, events::BLOCK_PLANNED]).await?,
        None => None,
    };
    let life = life_of(&visit.cx, &view.license).await?;
    let waiting = staff_proposals::notices(staff, id).await?;
    let list = "/staff/licenses";
    let sheet = Sheet::new(visit, t.msg_license_title(grouped(&view.license.number)), head(staff, &view))
        .errors(note.1)
        .refusal(refusal)
        .notices(block_notice(&view, is_blocked(&view.license, now), by, &format))
        .notices(waiting)
        .notices(of_life::notices(&life, &view.license, list, &format))
        .with(&Panel::new("").with(&facts(&view, &format)));
    let sheet = block_steps::panel(&view.license, now, &format).iter().fold(sheet, Sheet::with);
    let sheet = certificate::panel(visit, &view.license).iter().fold(sheet, Sheet::with);
    let panel = of_life::panel(&life, &view.license, list, is_clerk(staff), &format);
    let sheet = panel.iter().fold(sheet, Sheet::with);
    let sheet = sheet.with(&devices_panel(&devices, id, &place(id), &format, is_clerk(staff)));
    let sheet = of_life::old_devices(&life, &format).iter().fold(sheet, Sheet::with);
    Ok(sheet
        .with(&key_files::panel(&visit.cx, id, &format).await?)
        .with(&change::panel(staff, &view, is_clerk(staff)).await?)
        .with(&holders_panel(&view, &format))
        .with(&notes::panel(staff, &view, note).await?)
        .with(&history_panel(&visit.cx, told, &view, &format)))
}

fn head(staff: &Staff, view: &LicenseView) -> PageHead {
    let (license, lang, now) = (&view.license, staff.visit.lang(), staff.visit.cx.now());
    let (t, here) = (texts(lang), place(license.id));
    let edition = view.names.revision(license.edition_id, license.edition_rev);
    let sold = format!("{} · {edition}", view.names.product(license.product_id));
    let mut head = PageHead::new(t.msg_license_title(grouped(&license.number)))
        .lede(sold)
        .badge(status_badge(license, now, lang))
        .crumbs(lang, [(t.msg_nav_licenses(), "/staff/licenses")]);
    if !is_blocked(license, now) {
        head = head.action(Button::post(t.msg_resend_code(), format!("{here}/resend")).icon(Icon::Send));
    }
    head = head.action(Button::link(t.msg_explain_title(), format!("{here}/explain")).icon(Icon::Help));
    if !is_clerk(staff) {
        return head;
    }
    if license.superseded_at.is_none() && !is_blocked(license, now) {
        head = head
            .action(Button::link(t.msg_top_up(), format!("{here}/top-up")).icon(Icon::Plus))
            .action(Button::link(t.msg_renew_license(), format!("{here}/renew")));
    }
    if license.transfers > 0 {
        head = head.action(Button::post(t.msg_lift_transfer_limit(), format!("{here}/lift-transfer-limit")));
    }
    if license.superseded_at.is_some() {
        // Another license took over: nothing is left to block, and no code to replace.
        return head;
    }
    head = head.action(Button::link(t.msg_reissue(), format!("{here}/reissue")).icon(Icon::Key));
    head.action(if is_blocked(license, now) {
        Button::link(t.msg_unblock(), format!("{here}/unblock")).icon(Icon::Undo).primary()
    } else if license.block_from.is_some() {
        Button::link(t.msg_unblock_planned(), format!("{here}/unblock")).icon(Icon::Undo).primary()
    } else {
        Button::link(t.msg_block(), format!("{here}/block")).icon(Icon::Ban).danger()
    })
}

/// That it is blocked or will be: since when, why, by whom, and what was said to the holder. What ends the old code of a merged license is no
/// block that anybody could take back.
fn block_notice(view: &LicenseView, is_in_force: bool, by: Option<String>, format: &Format) -> Option<Notice> {
    let (row, lang) = (&view.license, format.lang());
    let t = texts(lang);
    let reason = row.block_reason.filter(|_| row.superseded_at.is_none())?.name(lang);
    let from = format.date_time(row.blocked_at.or(row.block_from)?);
    let note = view.details.block_note.clone().map(|note| note.0);
    let text = by.map(|by| t.msg_blocked_by(by)).into_iter().chain(note).collect::<Vec<_>>().join("\n");
    Some(if is_in_force {
        Notice::bad(text).title(t.msg_blocked_since(&from, &reason))
    } else {
        Notice::warn(text).title(t.msg_block_planned_for(&from, &reason))
    })
}

fn facts(view: &LicenseView, format: &Format) -> KeyValues {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let row = &view.license;
    let moment = |value: Option<Moment>| value.map_or_else(Cell::none, |at| Cell::time(format, at));
    let mut facts = KeyValues::new();
    if let Some(code) = &view.masked_code {
        facts = facts.row(t.msg_code(), Cell::of(&CopyCode::masked(lang, code)));
    }
    facts = facts
        .row(t.msg_kind(), Cell::text(row.kind.name(lang)))
        .row(t.msg_seats(), seats(row, lang))
        .row(t.msg_transfers(), Cell::number(format.number(row.transfers)).sub(t.msg_transfers_hint()))
        .row(t.msg_term(), Cell::text(term_in_words(row.months, row.days, row.fixed_until, format)))
        .row(t.msg_issued_at(), Cell::time(format, row.created_at))
        .row(t.msg_first_activated(), moment(row.first_activated_at))
        .row(t.msg_ends(), moment(row.ends_at))
        .row(t.msg_activate_by(), moment(row.activate_by));
    if let Some(order) = &view.order {
        let sold_by = order.partner.clone().unwrap_or_else(|| order.source.name(lang));
        facts = facts.row(t.msg_order(), Cell::link(&order.number, format!("/staff/orders/{}", order.id)).sub(sold_by));
    }
    facts
}

/// What happened, down to the issue: the log tells of that once for the whole batch, the license itself knows when it was made.
fn history_panel(cx: &Cx, told: Vec<Entry>, view: &LicenseView, format: &Format) -> Panel {
    let t = texts(format.lang());
    let issued = Entry::new(Tone::Info, t.msg_history_issued(), format, view.license.created_at);
    let issued = match &view.issued_by {
        Some((kind, id)) => issued.who(history::who_to_reader(cx, kind, *id, Reader::Staff)),
        None => issued,
    };
    Panel::new(t.msg_history()).id("history").with(&Timeline::new(told.into_iter().chain([issued])))
}

fn devices_panel(devices: &Paged<Device>, license: Uuid, here: &str, format: &Format, clerk: bool) -> Panel {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let heads =
        [t.msg_device(), t.msg_platform(), t.msg_activated_at(), t.msg_last_seen(), t.msg_seat()].map(Head::new);
    let mut table = Table::new(t.msg_devices(), heads.into_iter().chain([Head::actions(lang)]));
    for device in &devices.items {
        table.push(device_row(device, here, format, clerk));
    }
    let panel = Panel::new(t.msg_devices()).id("devices").table_or(table, t.msg_devices_none());
    let renewal =
        clerk.then(|| Button::link(t.msg_auto_renewal(), format!("{here}/auto-renewal")).icon(Icon::Calendar).quiet());
    let ways = [
        Button::link(t.msg_devices_all(), StaffDevices::of_license(license)).icon(Icon::Device).quiet(),
        Button::link(t.msg_usage_title(), StaffUsage::of_license(license)).icon(Icon::Activity).quiet(),
    ];
    let panel = panel.with(&Actions::new(ways.into_iter().chain(renewal)));
    match &devices.next {
        Some(next) => panel.with(&Button::link(t.msg_devices_more(), address(here, &[("after", next)]))),
        None => panel,
    }
}

fn device_row(device: &Device, here: &str, format: &Format, clerk: bool) -> [Cell; 6] {
    let (lang, row) = (format.lang(), &device.row);
    let t = texts(lang);
    let name = device_name(device, lang);
    let app = match (&row.application, &row.product_version) {
        (Some(app), Some(version)) => format!("{app} {version}"),
        (Some(app), None) => app.clone(),
        (None, version) => version.clone().unwrap_or_default(),
    };
    let seat = match row.deactivated_at {
        None => Cell::badge(&Badge::new(Tone::Good, t.msg_seat_taken())),
        Some(at) => Cell::badge(&Badge::new(Tone::Neutral, t.msg_seat_freed()).ring()).sub(format.date_time(at)),
    };
    let href = format!("{here}/devices/{}/deactivate", row.id);
    let free = Button::link(t.msg_deactivate(), href).about(name.clone());
    [
        if app.is_empty() { Cell::text(name) } else { Cell::text(name).sub(app) },
        platform(row, lang),
        Cell::time(format, row.activated_at),
        Cell::time(format, row.last_seen_at),
        seat,
        Cell::actions(Some(free).filter(|_| clerk && row.deactivated_at.is_none())),
    ]
}

pub(super) fn device_name(device: &Device, lang: Lang) -> String {
    if device.name.is_empty() { texts(lang).msg_device_unnamed() } else { device.name.clone() }
}

fn holders_panel(view: &LicenseView, format: &Format) -> Panel {
    let t = texts(format.lang());
    let mut table = Table::new(t.msg_holders(), [t.msg_account(), t.msg_added_at()].map(Head::new));
    for holder in &view.holders {
        let email =
            if holder.email.is_empty() { t.msg_account_erased() } else { gatehouse_address::shown(&holder.email) };
        let whose = match (holder.account, &holder.company) {
            (Some(account), _) => Cell::link(email, format!("/staff/accounts/{account}")),
            (None, Some(company)) => Cell::text(company).sub(t.msg_holder_company()),
            (None, None) => Cell::text(t.msg_holder_company()),
        };
        table.push([whose, Cell::time(format, holder.added_at)]);
    }
    Panel::new(t.msg_holders()).id("holders").table_or(table, t.msg_holders_none())
}

async fn resend(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match resend_code(&visit.cx, id).await.unless_broken()? {
        Ok(sent) => {
            let count = i64::try_from(sent).unwrap_or(i64::MAX);
            Ok(visit.go_saying(&place(id), texts(visit.lang()).msg_code_resent(count)))
        }
        Err(refusal @ ResendRefusal::NotAllowed(_)) => Err(Halt::refused(refusal)),
        // A license that does not exist has no page either: that answers 404 by itself.
        Err(refusal) => {
            let nothing = (&NoteForm::default(), &FormErrors::new());
            visit.show_refused(&refusal, &page(&staff, id, None, Some(&refusal), nothing).await?)
        }
    }
}

async fn lift_transfers(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let view = seen(&staff, id).await?;
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let lifted = lift_transfer_limit(&visit.cx, view.license.id).await?;
    let said = if lifted { t.msg_transfer_limit_lifted() } else { t.msg_transfer_limit_not_reached() };
    Ok(visit.go_saying(&place(id), said))
}
