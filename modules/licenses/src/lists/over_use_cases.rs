//! Licenses that are used to their limit or beyond (LIC-14): `/staff/over-use`.

use super::cells::status_badge;
use crate::model::license::grouped;
use crate::model::over_use::OverUseRules;
use crate::queries::over_use::{Followed, OverUseColumn, OverUseFilter, followed};
use crate::rights::{LicensesRead, may};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{DAY, Lang, async_trait};
use gatehouse_db::{PageRequest, Paged, Sorting};
use gatehouse_web::Halt;
use gatehouse_web::list::{Columns, FilterSet, List, Words};
use gatehouse_web::view::{Button, Cell, Empty, Icon};

/// Hundredths of the seats of a license that has more devices than seats.
pub(crate) const BEYOND: &str = "101";

/// The list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OverUseCases {
    /// Whether the reader may warn and block.
    pub may_act: bool,
}

/// One of them, for a reader who may act or not.
pub(crate) struct CaseRow {
    used: Followed,
    may_act: bool,
}

impl CaseRow {
    /// For the plot: the license's number, and hundredths of its seats.
    pub(crate) fn bar(&self) -> Option<(String, i64)> {
        Some((grouped(&self.used.license.as_ref()?.number), self.used.row.percent))
    }
}

impl Words for OverUseCases {
    type Filter = OverUseFilter;
    type Sort = OverUseColumn;
    type Row = CaseRow;

    fn filters(&self, lang: Lang) -> FilterSet<OverUseFilter> {
        let t = texts(lang);
        let mut least: Vec<(&str, String)> =
            ["90", "100", "110"].map(|word| (word, t.msg_over_use_least(word))).into_iter().collect();
        least.push((BEYOND, t.msg_over_use_beyond()));
        FilterSet::<OverUseFilter>::new()
            .flag("all", t.msg_over_case_shown(), t.msg_over_case_lasting(), t.msg_over_case_all(), |filter| {
                filter.all = true;
            })
            .told("also licenses that are near their limit or only just beyond it")
            .choice("least", t.msg_over_use_used(), t.msg_any(), least, |filter, word| {
                filter.least = word.parse().ok();
            })
    }

    fn columns(&self, lang: Lang) -> Columns<CaseRow, OverUseColumn> {
        let t = texts(lang);
        Columns::<CaseRow, OverUseColumn>::sorted_by("-percent")
            .column("number", t.msg_license_number(), |row, _| match &row.used.license {
                Some(license) => Cell::number_link(grouped(&license.number), format!("/staff/licenses/{}", license.id)),
                None => Cell::none(),
            })
            .column("product", t.msg_product(), |row, _| Cell::text(&row.used.product))
            .extra()
            .column("status", t.msg_status(), |row, to| match &row.used.license {
                Some(license) => Cell::badge(&status_badge(license, to.now, to.lang())),
                None => Cell::none(),
            })
            .column("seats", t.msg_over_case_seats(), |row, to| Cell::number(to.format.number(row.used.row.seats)))
            .at_end()
            .column("devices", t.msg_over_case_devices(), |row, to| {
                Cell::number(to.format.number(row.used.row.devices))
            })
            .sorts(OverUseColumn::Devices)
            .at_end()
            .column("refused", t.msg_over_case_refused(), |row, to| {
                Cell::number(to.format.number(row.used.row.refused))
            })
            .at_end()
            .column("percent", t.msg_over_case_percent(), |row, to| {
                Cell::number(to.format.number(row.used.row.percent))
            })
            .sorts(OverUseColumn::Percent)
            .at_end()
            .column("since", t.msg_over_case_since(), |row, to| match row.used.row.over_since {
                Some(at) => Cell::date(&to.format, at),
                None => Cell::none(),
            })
            .column("warned", t.msg_over_case_warned(), |row, to| match row.used.row.warned_at {
                Some(at) => Cell::date(&to.format, at),
                None => Cell::none(),
            })
            .actions(|row, to| {
                let t = texts(to.lang());
                let Some(row) = row.used.license.as_ref().filter(|_| row.may_act) else { return Cell::none() };
                let number = grouped(&row.number);
                let warn = Button::post(t.msg_over_case_warn(), format!("{}/{}/warn", Self::AT, row.id));
                let block = Button::link(t.msg_block(), format!("/staff/licenses/{}/block?reason=over_use", row.id));
                Cell::actions([warn.about(number.as_str()), block.about(number)])
            })
    }
}

#[async_trait]
impl List for OverUseCases {
    const NAME: &'static str = "over_use_cases";
    const AT: &'static str = "/staff/over-use";
    const FILE: &'static str = "/staff/over-use.csv";
    type Seen = (May<LicensesRead>, OverUseFilter);

    fn title(&self, lang: Lang) -> String {
        texts(lang).msg_nav_over_use()
    }

    fn empty(&self, lang: Lang) -> Empty {
        let t = texts(lang);
        Empty::new(Icon::Activity, t.msg_over_case_none(), t.msg_over_case_none_text())
            .action(Button::link(t.msg_nav_licenses(), "/staff/licenses"))
    }

    async fn look(&self, cx: &Cx, filter: OverUseFilter) -> Result<Self::Seen, Halt> {
        let days = cx.service::<OverUseRules>()?.days;
        Ok((may(cx)?, OverUseFilter { before: Some(cx.now().plus(-days.saturating_mul(DAY))), ..filter }))
    }

    async fn read(
        &self,
        _: &Cx,
        (cx, filter): &Self::Seen,
        sorting: Sorting<OverUseColumn>,
        request: &PageRequest,
    ) -> Result<Paged<CaseRow>, Halt> {
        let may_act = self.may_act;
        Ok(followed(cx, *filter, sorting, request).await?.map(|used| CaseRow { used, may_act }))
    }
}
