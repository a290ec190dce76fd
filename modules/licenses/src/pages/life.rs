//! The life of a license, as its holder and staff see it: reserve, merge, old codes and the devices on them (LIC-18, LIC-19). Both have the
//! same pages, each below their own page of the license.

pub(super) mod merge;
pub(super) mod reserve;

use crate::model::behalf::Behalf;
use crate::model::holder::Holder;
use crate::model::license::grouped;
use crate::pages::behalf::list_name;
use crate::queries::life::{Life, OldDevice};
use crate::tables::license::Model;
use crate::texts;
use gatehouse_core::Moment;
use gatehouse_l10n::Format;
use gatehouse_web::Visit;
use gatehouse_web::frames::{Panel, Paragraph};
use gatehouse_web::view::*;

/// Who looks at a license, and from where.
pub(super) struct Side<'a> {
    /// The request.
    pub visit: &'a Visit,
    /// The license.
    pub license: Model,
    /// Who has it, for whom they look; `None`: staff.
    pub holder: Option<Holder>,
    /// In whose name they act.
    pub behalf: Behalf,
    /// Where licenses are: `/licenses`, the same below a company's word, or `/staff/licenses`.
    pub list: String,
    /// What the license is called above the page.
    pub name: String,
}

impl Side<'_> {
    /// The page of the license.
    pub fn page(&self) -> String {
        format!("{}/{}", self.list, self.license.id)
    }

    /// The head of a page below it.
    fn head(&self, title: &str) -> PageHead {
        let (lang, t) = (self.visit.lang(), texts(self.visit.lang()));
        let list = if self.holder.is_some() { list_name(self.behalf, lang) } else { t.msg_nav_licenses() };
        PageHead::new(title).crumbs(lang, [(list, self.list.clone()), (self.name.clone(), self.page())])
    }
}

/// A license in a list of choices: its number, seats and end.
fn choice(license: &Model, format: &Format) -> Choice {
    let t = texts(format.lang());
    let ends = match license.ends_at {
        Some(end) if license.first_activated_at.is_some() => t.msg_life_ends(format.date(end)),
        _ => t.msg_status_not_activated(),
    };
    let seats = t.msg_life_seats(license.seats, format.number(license.seats));
    Choice::new(license.id.to_string(), format!("{} · {seats} · {ends}", grouped(&license.number)))
}

/// What a license became, waits for, or was made of, in a sentence at the top of its page.
pub(super) fn notices(life: &Life, license: &Model, list: &str, format: &Format) -> Vec<Notice> {
    let t = texts(format.lang());
    let link = |of: &Model| (grouped(&of.number), format!("{list}/{}", of.id));
    let mut notices = Vec::new();
    match (&life.merged_into, license.superseded_at) {
        (Some(into), _) => {
            let (number, page) = link(into);
            let notice = Notice::info(t.msg_life_merged_text()).title(t.msg_life_merged_title(number.as_str()));
            notices.push(notice.action(t.msg_life_open(number), page));
        }
        (None, Some(_)) => notices.push(Notice::info(t.msg_life_undone_text()).title(t.msg_life_undone_title())),
        (None, None) => {}
    }
    if let Some(of) = &life.reserve_of {
        let (number, page) = link(of);
        let notice = Notice::info(t.msg_life_waits_text()).title(t.msg_life_waits_title(number.as_str()));
        notices.push(notice.action(t.msg_life_open(number), page));
    }
    if !life.old_devices.is_empty() {
        let count = i64::try_from(life.old_devices.len()).unwrap_or(i64::MAX);
        let soonest = life.old_devices.iter().filter_map(|old| old.stops_at).min();
        let text = match soonest.filter(|at| *at > Moment(0)) {
            Some(at) => t.msg_life_devices_text(format.date_time(at)),
            None => t.msg_life_devices_text_now(),
        };
        let notice = Notice::warn(text).title(t.msg_life_devices_title(count));
        notices.push(notice.action(t.msg_life_devices_see(), "#old-codes"));
    }
    if life.key_file_only {
        notices.push(Notice::info(t.msg_activation_next_key_file()).title(t.msg_life_key_file_title()));
    }
    if life.can_undo {
        let undo = Button::link(t.msg_merge_undo(), format!("{list}/{}/merge/undo", license.id)).icon(Icon::Undo);
        notices.push(Notice::info(t.msg_merge_undo_text()).title(t.msg_merge_undo_title()).button(undo));
    }
    notices
}

/// The panel of the license's page; `may_change`: with the ways to a reserve and to a merge. `None` where there is nothing to say.
pub(super) fn panel(life: &Life, license: &Model, list: &str, may_change: bool, format: &Format) -> Option<Panel> {
    let (t, page) = (texts(format.lang()), format!("{list}/{}", license.id));
    let number = |of: &Model| Cell::link(grouped(&of.number), format!("{list}/{}", of.id));
    let mut facts = KeyValues::new();
    let mut is_said = false;
    if let Some(reserve) = &life.reserve {
        let seats = t.msg_life_seats(reserve.seats, format.number(reserve.seats));
        facts = facts.row(t.msg_life_reserve(), number(reserve).sub(seats));
        is_said = true;
    }
    for parent in &life.parents {
        facts = facts.row(t.msg_life_parent(), number(parent));
        is_said = true;
    }
    for until in &life.old_codes {
        facts = facts.row(t.msg_life_old_code(), Cell::time(format, *until));
        is_said = true;
    }
    let mut panel = Panel::new(t.msg_life_title()).id("life");
    if is_said {
        panel = panel.with(&facts);
    }
    if !may_change || license.superseded_at.is_some() || license.reserve_for.is_some() || license.block_from.is_some() {
        return is_said.then_some(panel);
    }
    if !is_said {
        panel = panel.with(&Paragraph::muted(t.msg_life_text()));
    }
    let reserve = match &life.reserve {
        Some(_) => Button::post(t.msg_reserve_remove(), format!("{page}/reserve/remove")),
        None => Button::link(t.msg_reserve_add(), format!("{page}/reserve")).icon(Icon::Plus),
    };
    let merge = Button::link(t.msg_merge(), format!("{page}/merge"));
    Some(panel.with(&gatehouse_web::frames::Row::new().with(&reserve).with(&merge)))
}

/// Devices that were not activated by the newest code; they keep their seats until they are.
pub(super) fn old_devices(life: &Life, format: &Format) -> Option<Panel> {
    if life.old_devices.is_empty() {
        return None;
    }
    let t = texts(format.lang());
    let heads = [t.msg_device(), t.msg_life_license(), t.msg_life_code_stops(), t.msg_last_seen()].map(Head::new);
    let mut table = Table::new(t.msg_life_devices(), heads);
    for OldDevice { device, number, stops_at } in &life.old_devices {
        let name = if device.name.is_empty() { t.msg_device_unnamed() } else { device.name.clone() };
        table.push([
            Cell::text(name),
            Cell::text(grouped(number)),
            stops_at.map_or_else(Cell::none, |at| Cell::time(format, at)),
            Cell::date(format, device.row.last_seen_at),
        ]);
    }
    let panel = Panel::new(t.msg_life_devices()).id("old-codes");
    Some(panel.with(&Paragraph::muted(t.msg_life_devices_hint())).table(table))
}
