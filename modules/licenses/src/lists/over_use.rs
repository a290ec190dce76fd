//! Licenses that are used to their limit or beyond (LIC-14): `/staff/reports/over-use`.

use super::cells::status_badge;
use crate::model::license::grouped;
use crate::queries::reports::{OverUseFilter, OverUseSort, OverUsed, over_used};
use crate::rights::LicensesRead;
use crate::texts;
use async_trait::async_trait;
use gatehouse_context::{Cx, May};
use gatehouse_core::Lang;
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};
use gatehouse_web::{Halt, may};

/// The list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OverUse;

impl Words for OverUse {
    type Filter = OverUseFilter;
    type Sort = OverUseSort;
    type Row = OverUsed;

    fn filters(&self, lang: Lang) -> FilterSet<OverUseFilter> {
        let t = texts(lang);
        let least = ["90", "100", "110"].map(|word| (word, t.msg_over_use_least(word)));
        FilterSet::<OverUseFilter>::new().choice(
            "least",
            t.msg_over_use_used(),
            t.msg_over_use_beyond(),
            least,
            |filter, word| {
                filter.least = word.parse().ok();
            },
        )
    }

    fn columns(&self, lang: Lang) -> Columns<OverUsed, OverUseSort> {
        let t = texts(lang);
        Columns::<OverUsed, OverUseSort>::sorted_by("-percent")
            .column("number", t.msg_license_number(), |used, _| match &used.license {
                Some(row) => Cell::link(grouped(&row.number), format!("/staff/licenses/{}", row.id)),
                None => Cell::none(),
            })
            .column("product", t.msg_product(), |used, _| Cell::text(&used.product))
            .column("status", t.msg_status(), |used, to| match &used.license {
                Some(row) => Cell::badge(&status_badge(row, to.now, to.lang())),
                None => Cell::none(),
            })
            .column("devices", t.msg_over_use_devices(), |used, to| Cell::number(to.format.number(used.row.devices)))
            .sorts(OverUseSort::Devices)
            .at_end()
            .column("seats", t.msg_seats(), |used, to| Cell::number(to.format.number(used.row.seats)))
            .at_end()
            .column("percent", t.msg_usage_percent(), |used, to| {
                Cell::number(format!("{} %", to.format.number(used.row.percent)))
            })
            .sorts(OverUseSort::Percent)
            .at_end()
            .column("since", t.msg_over_use_since(), |used, to| Cell::date(&to.format, used.row.since))
            .sorts(OverUseSort::Since)
            .actions(|used, to| {
                let t = texts(to.lang());
                let button = |row: &crate::tables::license::Model| {
                    Button::link(t.msg_devices(), super::StaffDevices::of_license(row.id))
                        .quiet()
                        .about(grouped(&row.number))
                };
                Cell::actions(used.license.as_ref().map(button))
            })
    }
}

#[async_trait]
impl List for OverUse {
    const NAME: &'static str = "over_use";
    const AT: &'static str = "/staff/reports/over-use";
    const FILE: &'static str = "/staff/reports/over-use.csv";
    type Seen = (May<LicensesRead>, OverUseFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_over_use_title()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_over_use_none(), t.msg_over_use_none_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: OverUseFilter) -> Result<Self::Seen, Halt> {
        Ok((may(cx)?, filter))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<OverUseSort>,
        request: &PageRequest,
    ) -> Result<Paged<OverUsed>, Halt> {
        Ok(over_used(cx, *filter, sorting, request).await?)
    }
}
