//! `/licenses/usage`: how many seats of a license were in use, day by day (LIC-15); below a company's word the seats of all its licenses, by
//! product and added up by day.

use crate::lists::{CompanyUsage, CustomerDevices, CustomerUsage, as_held};
use crate::model::over_use::percent;
use crate::pages::behalf::Whose;
use crate::pages::company::manager;
use crate::pages::usage_plot::plot;
use crate::queries::company_usage::{CompanyDays, ProductSeats, by_product};
use crate::queries::usage::{UsageFilter, days};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_core::day::{first_moment, last_moment};
use gatehouse_l10n::Format;
use gatehouse_web::frames::Panel;
use gatehouse_web::list::{List as _, Listed, Wanted, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Scope, Visit};

pub(super) fn doors() -> Doors {
    Doors::new().owners(|doors| doors.get(CustomerUsage::AT, list).get(CustomerUsage::FILE, file))
}

/// The filter as the address has it, for the plot; what cannot be read is said at its field.
pub(in crate::pages) fn asked_for<L: gatehouse_web::list::List>(visit: &Visit, wanted: &Wanted<L>) -> UsageFilter {
    UsageFilter {
        license: Uuid::parse_str(wanted.value("license")).ok(),
        from: first_moment(wanted.value("from"), &visit.cx.zone).ok(),
        until: last_moment(wanted.value("until"), &visit.cx.zone).ok(),
        ..UsageFilter::default()
    }
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    match &customer.scope {
        Scope::Personal => of_license(&customer, &asked).await,
        Scope::Company(_) => of_company(&customer, &asked).await,
    }
}

async fn of_license(customer: &Customer, asked: &Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let t = texts(visit.lang());
    let listed = Listed::of_address(visit, CustomerUsage::of(&visit.cx, account).await?, asked).await?;
    let filter = as_held(&visit.cx, account, asked_for(visit, listed.wanted())).await?;
    let head = Whose::of(customer).await?.list_head(visit.lang(), t.msg_usage_title()).lede(t.msg_usage_lede());
    let Some(license) = filter.license else { return listed.show(visit, head) };
    let head =
        head.action(Button::link(t.msg_customer_devices(), CustomerDevices::of_license(license)).icon(Icon::Device));
    let days = days(&visit.cx, &filter).await?;
    listed.done(visit, &listed.sheet(visit, head).with(&plot(&days, &of_vendor(visit))))
}

/// Seats of the products as they stand, and the days of all licenses added up.
async fn of_company(customer: &Customer, asked: &Asked) -> Result<Done, Halt> {
    let (visit, scope, by) = (&customer.visit, &customer.scope, manager(customer).await?);
    let (t, lang) = (texts(visit.lang()), visit.lang());
    let products = by_product(&visit.cx, &by).await?;
    let list = CompanyUsage::of(&visit.cx, by, scope).await?;
    let counted = list.counted();
    let listed = Listed::of_address(visit, list, asked).await?;
    let head = Whose::of(customer).await?.list_head(lang, t.msg_usage_title()).lede(t.msg_usage_lede_company());
    let mut sheet = listed.sheet(visit, head);
    if !products.is_empty() {
        sheet = sheet.with(&product_panel(&products, scope, &visit.format()));
    }
    if let Some(days) = counted.get().map(CompanyDays::days).filter(|days| !days.is_empty()) {
        sheet = sheet.with(&plot(days, &of_vendor(visit)));
    }
    listed.done(visit, &sheet)
}

/// Seats used and owned of each product, with the way to its days.
fn product_panel(products: &[ProductSeats], scope: &Scope, format: &Format) -> Panel {
    let lang = format.lang();
    let t = texts(lang);
    let heads = [Head::new(t.msg_customer_product()), Head::new(t.msg_nav_licenses()).end()];
    let heads = heads.into_iter().chain([
        Head::new(t.msg_customer_column_seats()),
        Head::new(t.msg_usage_free()).end(),
        Head::new(t.msg_usage_percent()).end(),
    ]);
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let rows = products.iter().map(|product| {
        [
            Cell::link(&product.name, CompanyUsage::of_product(scope, &product.code)),
            Cell::number(format.number(product.licenses)),
            Cell::of(&Seats::new(lang, whole(product.used), whole(product.seats))),
            Cell::number(format.number((product.seats - product.used).max(0))),
            Cell::number(format!("{} %", format.number(percent(product.used, product.seats)))),
        ]
    });
    let table = Table::new(t.msg_usage_products(), heads).rows(rows);
    Panel::new(t.msg_usage_products()).id("products").lede(t.msg_usage_products_text()).table(table)
}

/// Days are the vendor's, whoever looks.
fn of_vendor(visit: &Visit) -> Format {
    Format::new(visit.lang(), visit.cx.app.settings.vendor_zone())
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let (visit, scope) = (&customer.visit, &customer.scope);
    match scope {
        Scope::Personal => {
            list_file(visit, CustomerUsage::of(&visit.cx, customer.session.account).await?, &asked).await
        }
        Scope::Company(_) => {
            list_file(visit, CompanyUsage::of(&visit.cx, manager(&customer).await?, scope).await?, &asked).await
        }
    }
}
