//! Devices and when they were seen last (LIC-15): `/licenses/devices` for their owner, `/staff/devices` for staff. A company's list has the
//! same filters and columns ([`super::CompanyDevices`]).

use super::cells::platform;
use crate::model::device_state::DeviceState;
use crate::model::holder::Holder;
use crate::model::license::grouped;
use crate::queries::device_list::{DeviceFilter, DeviceRow, DeviceSort, Scope, device_list, stale_from};
use crate::queries::license::LicenseView;
use crate::queries::usage::named_licenses;
use crate::texts;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, RowContext, Words};
use gatehouse_web::query::address;
use gatehouse_web::view::{Badge, Button, Cell, Empty, Icon, Tone};
use gatehouse_web::{Halt, may};

pub(super) fn filters(lang: Lang) -> FilterSet<DeviceFilter> {
    let t = texts(lang);
    let states = DeviceState::ALL.map(|state| (state.word(), state.name(lang)));
    FilterSet::<DeviceFilter>::new().search("q", t.msg_devices_search(), |filter, text| filter.text = text).choice(
        "state",
        t.msg_customer_status(),
        t.msg_devices_with_a_seat(),
        states,
        |filter, word| {
            filter.state = DeviceState::from_word(&word);
        },
    )
}

pub(super) fn columns(lang: Lang) -> Columns<DeviceRow, DeviceSort> {
    let t = texts(lang);
    Columns::<DeviceRow, DeviceSort>::sorted_by("-seen")
        .column("name", t.msg_customer_device(), name)
        .sorts(DeviceSort::Name)
        .column("license", t.msg_customer_column_number(), |row, _| {
            let number = grouped(&row.license);
            Cell::link(&number, format!("{}/{}", row.place, row.device.row.license_id)).sub(&row.product).value(number)
        })
        .column("platform", t.msg_customer_device_platform(), |row, to| platform(&row.device.row, to.lang()))
        .column("version", t.msg_devices_version(), |row, _| {
            let seat = &row.device.row;
            Cell::text(
                [&seat.application, &seat.product_version].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "),
            )
        })
        .extra()
        .column("first", t.msg_customer_device_activated(), |row, to| {
            Cell::date(&to.format, row.device.row.activated_at)
        })
        .sorts(DeviceSort::First)
        .column("seen", t.msg_customer_device_seen(), |row, to| {
            Cell::ago(&to.format, row.device.row.last_seen_at, to.now)
        })
        .sorts(DeviceSort::Seen)
        .column("state", t.msg_customer_status(), state)
        .actions(|row, to| Cell::actions(buttons(row, to)))
}

/// What it is called; and that its computer has more records, which stand around it.
fn name(row: &DeviceRow, to: &RowContext) -> Cell {
    let name = shown_name(row, to.lang());
    let cell = Cell::text(name.as_str());
    if row.together < 2 {
        return cell;
    }
    let count = i64::try_from(row.together).unwrap_or(i64::MAX);
    cell.sub(texts(to.lang()).msg_devices_records_of_computer(count)).value(name)
}

pub(crate) fn shown_name(row: &DeviceRow, lang: Lang) -> String {
    if row.device.name.is_empty() { texts(lang).msg_customer_device_unnamed() } else { row.device.name.clone() }
}

fn state(row: &DeviceRow, to: &RowContext) -> Cell {
    let (t, label) = (texts(to.lang()), row.state.name(to.lang()));
    let day = |at| to.format.date(at);
    match (row.state, row.device.row.deactivated_at) {
        (DeviceState::Active, _) => Cell::badge(&Badge::new(Tone::Good, label)),
        (DeviceState::Stale, _) => {
            Cell::badge(&Badge::new(Tone::Warn, label)).sub(t.msg_devices_since(day(stale_from(row))))
        }
        (DeviceState::Freed, Some(at)) => {
            Cell::badge(&Badge::new(Tone::Neutral, label).ring()).sub(t.msg_devices_since(day(at)))
        }
        (DeviceState::Freed, None) => Cell::badge(&Badge::new(Tone::Neutral, label).ring()),
    }
}

fn buttons(row: &DeviceRow, to: &RowContext) -> Vec<Button> {
    if !row.may_free {
        return Vec::new();
    }
    let (t, seat) = (texts(to.lang()), &row.device.row);
    let here = format!("{}/{}/devices/{}", row.place, seat.license_id, seat.id);
    let name = shown_name(row, to.lang());
    let free =
        Button::link(t.msg_customer_device_deactivate(), format!("{here}/deactivate")).quiet().about(name.as_str());
    let together = (row.together > 1 && row.is_held)
        .then(|| Button::link(t.msg_devices_remove_together(), format!("{here}/together")).quiet().about(name));
    [free].into_iter().chain(together).collect()
}

pub(super) fn none(lang: Lang) -> Empty {
    let t = texts(lang);
    Empty::new(Icon::Device, t.msg_devices_none_title(), t.msg_customer_devices_none())
}

/// The devices of an account.
pub(crate) struct CustomerDevices {
    account: Uuid,
    /// Its licenses, as the field offers them.
    licenses: Vec<(Uuid, String)>,
}

impl CustomerDevices {
    pub(crate) async fn of(cx: &Cx, account: Uuid) -> Result<Self, Fault> {
        Ok(Self { account, licenses: named_licenses(cx, Holder::Account(account)).await? })
    }

    /// The list of one license.
    pub(crate) fn of_license(license: Uuid) -> String {
        address(Self::AT, &[("license", &license.to_string())])
    }
}

impl Words for CustomerDevices {
    type Filter = DeviceFilter;
    type Sort = DeviceSort;
    type Row = DeviceRow;

    fn filters(&self, lang: Lang) -> FilterSet<DeviceFilter> {
        let t = texts(lang);
        filters(lang).record("license", t.msg_license(), t.msg_any(), self.licenses.clone(), |filter, id| {
            filter.license = Some(id);
        })
    }

    fn columns(&self, lang: Lang) -> Columns<DeviceRow, DeviceSort> {
        columns(lang)
    }
}

#[async_trait]
impl List for CustomerDevices {
    const NAME: &'static str = "own_devices";
    const AT: &'static str = "/licenses/devices";
    const FILE: &'static str = "/licenses/devices.csv";
    type Seen = DeviceFilter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_customer_devices()
    }

    fn empty(&self, lang: Lang) -> Empty {
        none(lang)
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
    }

    async fn look(&self, _: &Cx, filter: DeviceFilter) -> Result<DeviceFilter, Halt> {
        Ok(filter)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &DeviceFilter,
        sorting: Sorting<DeviceSort>,
        request: &PageRequest,
    ) -> Result<Paged<DeviceRow>, Halt> {
        Ok(device_list(cx, Scope::Of(Holder::Account(self.account)), filter, sorting, request).await?)
    }
}

/// The devices of a license, for staff.
pub(crate) struct StaffDevices {
    /// Whether the reader may free seats.
    pub may_free: bool,
}

impl StaffDevices {
    /// The list of one license.
    pub(crate) fn of_license(license: Uuid) -> String {
        address(Self::AT, &[("license", &license.to_string())])
    }
}

impl Words for StaffDevices {
    type Filter = DeviceFilter;
    type Sort = DeviceSort;
    type Row = DeviceRow;

    fn filters(&self, lang: Lang) -> FilterSet<DeviceFilter> {
        filters(lang).id("license", |filter, id| filter.license = Some(id))
    }

    fn columns(&self, lang: Lang) -> Columns<DeviceRow, DeviceSort> {
        columns(lang)
    }
}

#[async_trait]
impl List for StaffDevices {
    const NAME: &'static str = "devices";
    const AT: &'static str = "/staff/devices";
    const FILE: &'static str = "/staff/devices.csv";
    type Seen = (DeviceFilter, Option<Seen<LicenseView>>);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_devices()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Device, t.msg_devices_of_a_license(), t.msg_devices_of_a_license_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: DeviceFilter) -> Result<Self::Seen, Halt> {
        let may = may(cx)?;
        let view = match filter.license {
            Some(license) => Seen::<LicenseView>::find(&may, license).await?,
            None => None,
        };
        // A license that is not there has no devices.
        Ok((DeviceFilter { license: view.as_ref().map(|view| view.license.id), ..filter }, view))
    }

    async fn read(
        &self,
        cx: &Cx,
        (filter, _): &Self::Seen,
        sorting: Sorting<DeviceSort>,
        request: &PageRequest,
    ) -> Result<Paged<DeviceRow>, Halt> {
        let found = device_list(cx, Scope::Staff, filter, sorting, request).await?;
        Ok(found.map(|mut row| {
            row.may_free &= self.may_free;
            row
        }))
    }
}
