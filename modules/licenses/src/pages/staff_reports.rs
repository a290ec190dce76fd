//! `/staff/reports`: seats in use, expiries ahead, and sales (LIC-15); each with a plot, its table
//! and its file.

use crate::lists::{Expiries, OverUseCases, Sales, WaitingRenewals};
use crate::queries::usage::of_all;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_core::Lang;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff};
use std::collections::BTreeMap;

/// Where they are listed.
pub(crate) const REPORTS: &str = "/staff/reports";
/// Days of the plot of seats in use.
const DAYS: u64 = 60;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| {
            let doors = doors.get(REPORTS, overview);
            doors.get(Expiries::AT, expiries).get(Expiries::FILE, expiries_file)
        })
        .staff(CLERKS, |doors| doors.get(Sales::AT, sold).get(Sales::FILE, sold_file))
}

fn head_below(title: String, lede: String, lang: Lang) -> PageHead {
    PageHead::new(title).lede(lede).crumbs(lang, [(texts(lang).msg_reports_title(), REPORTS)])
}

async fn overview(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    // Days are the vendor's, whoever looks.
    let format = Format::new(lang, visit.cx.app.settings.vendor_zone());
    let days = of_all(&staff.may()?, DAYS).await?;
    let last = days.last().map_or_else(
        || t.msg_reports_not_yet(),
        |day| t.msg_reports_in_use(format.number(day.used), format.number(day.licenses)),
    );
    let bars = days.iter().map(|day| (format.date(day.day_at), day.used));
    let plot = Plot::new(lang, "plot-in-use", t.msg_reports_plot(), last, t.msg_plot_day(), bars).alone();
    let report = |title: String, text: String, at: &str| {
        Panel::new(title.clone()).text(text).with(&Button::link(t.msg_reports_open(), at).about(title))
    };
    let mut sheet =
        Sheet::new(visit, t.msg_reports_title(), PageHead::new(t.msg_reports_title()).lede(t.msg_reports_lede()))
            .with(&plot)
            .with(&report(t.msg_nav_over_use(), t.msg_over_case_lede(), OverUseCases::AT))
            .with(&report(t.msg_expiries_title(), t.msg_expiries_lede(), Expiries::AT))
            .with(&report(t.msg_waiting_renewals_title(), t.msg_waiting_renewals_lede(), WaitingRenewals::AT));
    if staff.is_any_of(CLERKS) {
        sheet = sheet.with(&report(t.msg_sales_title(), t.msg_sales_lede(), Sales::AT));
    }
    visit.show(&sheet)
}

async fn expiries(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let list = Expiries::of(&visit.cx).await?;
    let counted = list.counted();
    let listed = Listed::of_address(visit, list, &asked).await?;
    let mut months: BTreeMap<String, i64> = BTreeMap::new();
    for row in counted.get().into_iter().flatten() {
        *months.entry(row.month.clone()).or_default() += row.licenses;
    }
    let sum: i64 = months.values().sum();
    let total = t.msg_report_licenses(sum, visit.format().number(sum));
    let bars = months.into_iter().map(|(month, licenses)| (visit.format().month(&month), licenses));
    let plot =
        Plot::new(visit.lang(), "plot-expiries", t.msg_expiries_title(), total, t.msg_report_month(), bars).alone();
    let head = head_below(t.msg_expiries_title(), t.msg_expiries_lede(), visit.lang());
    listed.done(visit, &listed.sheet(visit, head).with(&plot))
}

async fn expiries_file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Expiries::of(&staff.visit.cx).await?, &asked).await
}

async fn sold(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let list = Sales::of(&visit.cx).await?;
    let counted = list.counted();
    let listed = Listed::of_address(visit, list, &asked).await?;
    let months = counted.get().map(|(_, months)| months.as_slice()).unwrap_or_default();
    let sum: i64 = months.iter().map(|month| month.licenses).sum();
    let total = t.msg_report_licenses(sum, visit.format().number(sum));
    let bars = months.iter().map(|month| (visit.format().month(&month.name), month.licenses));
    let plot = Plot::new(visit.lang(), "plot-sales", t.msg_sales_plot(), total, t.msg_report_month(), bars).alone();
    let head = head_below(t.msg_sales_title(), t.msg_sales_lede(), visit.lang());
    listed.done(visit, &listed.sheet(visit, head).with(&plot))
}

async fn sold_file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Sales::of(&staff.visit.cx).await?, &asked).await
}
