//! Seats of a license day by day (LIC-15): `/licenses/usage` for its holders, `/staff/usage` for staff. A company's are added up
//! ([`super::CompanyUsage`]).

use crate::model::holder::Holder;
use crate::model::over_use::percent;
use crate::queries::customer_license::held_since;
use crate::queries::license::LicenseView;
use crate::queries::usage::{UsageDay, UsageFilter, UsageSort, named_licenses, usage};
use crate::texts;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Uuid, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::query::address;
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use gatehouse_web::{Halt, may};

pub(super) fn days_between(set: FilterSet<UsageFilter>, lang: Lang) -> FilterSet<UsageFilter> {
    let t = texts(lang);
    set.first_day("from", t.msg_from_day(), |filter, from| filter.from = Some(from)).last_day(
        "until",
        t.msg_until_day(),
        |filter, until| filter.until = Some(until),
    )
}

pub(super) fn columns(lang: Lang) -> Columns<UsageDay, UsageSort> {
    let t = texts(lang);
    Columns::<UsageDay, UsageSort>::sorted_by("-day")
        .column("day", t.msg_plot_day(), |row, to| Cell::date(&to.format, row.day))
        .sorts(UsageSort::Day)
        .column("most", t.msg_usage_most(), |row, to| Cell::number(to.format.number(row.most)))
        .sorts(UsageSort::Most)
        .at_end()
        .column("used", t.msg_usage_used(), |row, to| Cell::number(to.format.number(row.used)))
        .at_end()
        .column("alive", t.msg_usage_alive(), |row, to| Cell::number(to.format.number(row.alive)))
        .at_end()
        .column("seats", t.msg_usage_seats(), |row, to| Cell::number(to.format.number(row.seats)))
        .at_end()
        .column("percent", t.msg_usage_percent(), |row, to| {
            Cell::number(format!("{} %", to.format.number(percent(row.most, row.seats))))
        })
        .at_end()
}

fn of_a_license(lang: Lang, at: &str) -> Empty {
    let t = texts(lang);
    Empty::new(Icon::Activity, t.msg_usage_choose(), t.msg_usage_choose_text())
        .action(Button::link(t.msg_nav_licenses(), at))
}

/// The usage of a license of an account.
pub(crate) struct CustomerUsage {
    account: Uuid,
    licenses: Vec<(Uuid, String)>,
}

impl CustomerUsage {
    pub(crate) async fn of(cx: &Cx, account: Uuid) -> Result<Self, Fault> {
        Ok(Self { account, licenses: named_licenses(cx, Holder::Account(account)).await? })
    }

    /// The usage of one license.
    pub(crate) fn of_license(license: Uuid) -> String {
        address(Self::AT, &[("license", &license.to_string())])
    }
}

impl Words for CustomerUsage {
    type Filter = UsageFilter;
    type Sort = UsageSort;
    type Row = UsageDay;

    fn filters(&self, lang: Lang) -> FilterSet<UsageFilter> {
        let t = texts(lang);
        let licenses = self.licenses.clone();
        let set = FilterSet::<UsageFilter>::new().record(
            "license",
            t.msg_license(),
            t.msg_usage_choose(),
            licenses,
            |filter, id| {
                filter.license = Some(id);
            },
        );
        days_between(set, lang)
    }

    fn columns(&self, lang: Lang) -> Columns<UsageDay, UsageSort> {
        columns(lang)
    }
}

/// What of the filter an account sees: days since it has the license.
pub(crate) async fn as_held(cx: &Cx, account: Uuid, filter: UsageFilter) -> Result<UsageFilter, Fault> {
    let since = match filter.license {
        Some(license) => held_since(cx, account, license).await?,
        None => None,
    };
    Ok(UsageFilter { license: filter.license.filter(|_| since.is_some()), held_since: since, ..filter })
}

#[async_trait]
impl List for CustomerUsage {
    const NAME: &'static str = "own_usage";
    const AT: &'static str = "/licenses/usage";
    const FILE: &'static str = "/licenses/usage.csv";
    type Seen = UsageFilter;

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_usage_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        of_a_license(lang, "/licenses")
    }

    fn owner(&self) -> Option<Uuid> {
        Some(self.account)
    }

    async fn look(&self, cx: &Cx, filter: UsageFilter) -> Result<UsageFilter, Halt> {
        Ok(as_held(cx, self.account, filter).await?)
    }

    async fn read(
        &self,
        cx: &Cx,
        filter: &UsageFilter,
        sorting: Sorting<UsageSort>,
        request: &PageRequest,
    ) -> Result<Paged<UsageDay>, Halt> {
        Ok(usage(cx, filter, sorting, request).await?)
    }
}

/// The usage of a license, for staff.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StaffUsage;

impl StaffUsage {
    /// The usage of one license.
    pub(crate) fn of_license(license: Uuid) -> String {
        address(Self::AT, &[("license", &license.to_string())])
    }
}

impl Words for StaffUsage {
    type Filter = UsageFilter;
    type Sort = UsageSort;
    type Row = UsageDay;

    fn filters(&self, lang: Lang) -> FilterSet<UsageFilter> {
        days_between(FilterSet::<UsageFilter>::new().id("license", |filter, id| filter.license = Some(id)), lang)
    }

    fn columns(&self, lang: Lang) -> Columns<UsageDay, UsageSort> {
        columns(lang)
    }
}

#[async_trait]
impl List for StaffUsage {
    const NAME: &'static str = "usage";
    const AT: &'static str = "/staff/usage";
    const FILE: &'static str = "/staff/usage.csv";
    type Seen = (UsageFilter, Option<Seen<LicenseView>>);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_usage_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        of_a_license(lang, "/staff/licenses")
    }

    async fn look(&self, cx: &Cx, filter: UsageFilter) -> Result<Self::Seen, Halt> {
        let may = may(cx)?;
        let view = match filter.license {
            Some(license) => Seen::<LicenseView>::find(&may, license).await?,
            None => None,
        };
        Ok((UsageFilter { license: view.as_ref().map(|view| view.license.id), ..filter }, view))
    }

    async fn read(
        &self,
        cx: &Cx,
        (filter, _): &Self::Seen,
        sorting: Sorting<UsageSort>,
        request: &PageRequest,
    ) -> Result<Paged<UsageDay>, Halt> {
        Ok(usage(cx, filter, sorting, request).await?)
    }
}
