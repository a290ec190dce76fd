//! The devices of a company's license on its page (LIC-13, LIC-15), for who manages licenses: when each was seen last, and the ways to call it
//! something else and to free its seat.

use crate::lists::{COMPANY_DEVICES_AT, COMPANY_USAGE_AT, platform, shown_name};
use crate::model::holder::Holder;
use crate::pages::customer::devices::budget_panel;
use crate::queries::device_list::{DeviceFilter, DeviceRow, DeviceSort, Scope, device_list};
use crate::queries::rescues;
use crate::tables::license;
use crate::texts;
use gatehouse_db::{Direction, ListKey, PageRequest, Sorting};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt};

/// One page of them, and how often seats can still be freed here. `here`: the license's page; `after`: the place in the list.
pub(super) async fn panels(
    customer: &Customer,
    license: &license::Model,
    (here, after): (&str, Option<&str>),
) -> Result<[Panel; 2], Halt> {
    let (visit, lang, format) = (&customer.visit, customer.visit.lang(), customer.visit.format());
    let Some(company) = customer.scope.company() else { return Err(Halt::NotFound) };
    let t = texts(lang);
    let key = ListKey::new(&visit.cx.app.keys, here.to_owned());
    let request = PageRequest::parse(key, after, None, None);
    let filter = DeviceFilter { license: Some(license.id), ..DeviceFilter::default() };
    let sorting = Sorting { column: DeviceSort::Seen, direction: Direction::Descending };
    let scope = Scope::Of(Holder::Company(company.id));
    let found = device_list(&visit.cx, scope, &filter, sorting, &request).await?;
    let heads = [
        t.msg_customer_device(),
        t.msg_customer_device_platform(),
        t.msg_customer_device_activated(),
        t.msg_customer_device_seen(),
    ];
    let heads = heads.map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_customer_devices(), heads);
    for device in &found.items {
        table.push(row(device, here, &format, visit.cx.now()));
    }
    let panel = Panel::new(t.msg_customer_devices()).id("devices").table_or(table, t.msg_customer_devices_none());
    let to = |page: &str| address(&customer.scope.path(page), &[("license", &license.id.to_string())]);
    let panel = panel.with(&Actions::new([
        Button::link(t.msg_devices_all(), to(COMPANY_DEVICES_AT)).icon(Icon::Device).quiet(),
        Button::link(t.msg_usage_title(), to(COMPANY_USAGE_AT)).icon(Icon::Activity).quiet(),
    ]));
    let panel = match &found.next {
        Some(next) => panel.with(&Button::link(t.msg_devices_more(), address(here, &[("after", next)]))),
        None => panel,
    };
    Ok([panel, budget_panel(rescues::budget(&visit.cx, license).await?, &format)])
}

fn row(device: &DeviceRow, here: &str, format: &Format, now: gatehouse_core::Moment) -> [Cell; 5] {
    let lang = format.lang();
    let (t, seat, name) = (texts(lang), &device.device.row, shown_name(device, lang));
    let here = format!("{here}/devices/{}", seat.id);
    let link = |label: String, page: &str| Button::link(label, format!("{here}/{page}")).about(name.as_str());
    let mut ways =
        vec![link(t.msg_customer_device_rename(), "rename"), link(t.msg_customer_device_deactivate(), "deactivate")];
    let called = Cell::text(name.as_str());
    let called = if device.together > 1 {
        ways.push(link(t.msg_devices_remove_together(), "together"));
        called.sub(t.msg_devices_records_of_computer(i64::try_from(device.together).unwrap_or(i64::MAX)))
    } else {
        called
    };
    [
        called,
        platform(seat, lang),
        Cell::date(format, seat.activated_at),
        Cell::ago(format, seat.last_seen_at, now),
        Cell::actions(ways),
    ]
}
