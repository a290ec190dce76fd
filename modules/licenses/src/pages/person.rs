//! The tabs that licensing adds to a customer's page for staff (ux.md J24): licenses, devices, orders.

use super::staff_license::device_name;
use crate::lists::LicenseQuery;
use crate::lists::{Licenses, Orders, platform};
use crate::model::license::grouped;
use crate::queries::licenses::LicenseFilter;
use crate::queries::orders::OrderFilter;
use crate::queries::person_devices::{PersonDevices, SHOWN};
use crate::{LOOKERS, texts};
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Role, Uuid, async_trait};
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::list::{List, first_rows};
use gatehouse_web::person::{FIRST, PersonPart, address, sheet};
use gatehouse_web::query::{self, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, PersonTab, Staff};

/// Rows of a tab; the list has all of them.
const ROWS: u64 = 50;

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| {
        doors
            .get("/staff/accounts/{id}/licenses", licenses)
            .get("/staff/accounts/{id}/devices", devices)
            .get("/staff/accounts/{id}/orders", orders)
    })
}

/// The tabs, in their order.
pub(crate) fn tabs() -> [PersonTab; 3] {
    let tab = |label, href, icon, order| PersonTab { label, href, icon, roles: LOOKERS, order };
    [
        tab(|l: Lang| texts(l).msg_nav_licenses(), |id| address(id, "licenses"), Icon::License, 10),
        tab(|l: Lang| texts(l).msg_devices(), |id| address(id, "devices"), Icon::Device, 20),
        tab(|l: Lang| texts(l).msg_nav_orders(), |id| address(id, "orders"), Icon::Order, 30),
    ]
}

/// Their licenses and devices, on the first page about a customer.
#[derive(Clone, Copy)]
pub(crate) enum PartOf {
    /// The licenses.
    Licenses,
    /// The devices.
    Devices,
}

#[async_trait]
impl PersonPart for PartOf {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn order(&self) -> u16 {
        match self {
            Self::Licenses => 10,
            Self::Devices => 20,
        }
    }

    async fn panel(&self, staff: &Staff, account: Uuid) -> Result<Panel, Halt> {
        match self {
            Self::Licenses => licenses_panel(staff, account, FIRST).await,
            Self::Devices => devices_panel(staff, account, usize::try_from(FIRST).unwrap_or(usize::MAX)).await,
        }
    }
}

async fn licenses(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    staff.visit.show(&sheet.with(&licenses_panel(&staff, id, ROWS).await?))
}

async fn licenses_panel(staff: &Staff, id: Uuid, rows: u64) -> Result<Panel, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let filter = LicenseFilter { account: Some(id), ..LicenseFilter::default() };
    let query = LicenseQuery { filter, product: String::new() };
    let list = Licenses::default();
    let (table, _) = first_rows(visit, &list, query, rows, &["owner"]).await?;
    let panel = Panel::new(t.msg_nav_licenses());
    let panel = if table.is_empty() { panel.text(t.msg_person_no_licenses()) } else { panel.table(table) };
    Ok(panel.with(&all::<Licenses>(t.msg_person_all_licenses(), "account", id)))
}

async fn orders(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let filter = OrderFilter { buyer: Some(id), ..OrderFilter::default() };
    let (table, _) = first_rows(visit, &Orders::default(), filter, ROWS, &["buyer"]).await?;
    let panel = Panel::new(t.msg_nav_orders());
    let panel = if table.is_empty() { panel.text(t.msg_person_no_orders()) } else { panel.table(table) };
    visit.show(&sheet.with(&panel.with(&all::<Orders>(t.msg_person_all_orders(), "buyer", id))))
}

/// The way to the list, with its filters, columns and file.
fn all<L: List>(label: String, filter: &str, account: Uuid) -> Actions {
    Actions::new([Button::link(label, query::address(L::AT, &[(filter, &account.to_string())]))])
}

async fn devices(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let sheet = sheet(&staff, id).await?;
    staff.visit.show(&sheet.with(&devices_panel(&staff, id, SHOWN).await?))
}

async fn devices_panel(staff: &Staff, id: Uuid, rows: usize) -> Result<Panel, Halt> {
    let found = Seen::<PersonDevices>::find(&staff.may()?, id).await?.ok_or(Halt::NotFound)?;
    let (format, lang) = (staff.visit.format(), staff.visit.lang());
    let t = texts(lang);
    let heads = [t.msg_device(), t.msg_platform(), t.msg_license_number(), t.msg_activated_at(), t.msg_last_seen()];
    let mut table = Table::new(t.msg_devices(), heads.map(Head::new));
    for (license, device) in found.devices.iter().take(rows) {
        table.push([
            Cell::text(device_name(device, lang)),
            platform(&device.row, lang),
            Cell::number_link(grouped(&license.number), format!("/staff/licenses/{}", license.id)),
            Cell::time(&format, device.row.activated_at),
            Cell::time(&format, device.row.last_seen_at),
        ]);
    }
    let panel = Panel::new(t.msg_devices()).table_or(table, t.msg_person_no_devices());
    // The tab has all that are shown; the text is about those that it has not.
    Ok(if found.has_more && rows == SHOWN { panel.text(t.msg_person_more_devices()) } else { panel })
}
