//! What licenses have on the home pages.

use super::customer::{cards, first_steps, needs};
use super::is_clerk;
use crate::queries::staff_home::{self, COUNTED, DAYS};
use crate::queries::{home, proposals};
use crate::rights::LicensesRead;
use crate::{LOOKERS, texts};
use gatehouse_context::May;
use gatehouse_core::{Moment, Role, async_trait};
use gatehouse_l10n::Format;
use gatehouse_web::home::{Attention, Cards};
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Home, HomeParts, Staff};

/// The module's parts of the home pages.
pub(crate) struct OfLicenses;

#[async_trait]
impl HomeParts for OfLicenses {
    async fn customer(&self, customer: &Customer, home: &mut Home) -> Result<(), Halt> {
        let (cx, account) = (&customer.visit.cx, customer.session.account);
        let (format, t) = (customer.visit.format(), texts(customer.visit.lang()));
        let (items, has_more) = home::first(cx, account, cards::MOST_CARDS).await?;
        let products = items.iter().map(|item| item.license.product_id);
        let with_downloads = home::with_downloads(cx, products).await?;
        if has_more {
            let standing = home::standing(cx, account).await?;
            home.attention.extend(needs::of_many(standing, &format));
        } else {
            let steps = first_steps::steps(&items, &with_downloads, format.lang());
            home.attention.extend(needs::of_few(&items, &format, cx.now(), steps.is_empty()));
            home.steps.extend(steps);
        }
        if !items.is_empty() {
            let all = Button::link(t.msg_home_all_licenses(), "/licenses").small().quiet();
            let cards = cards::cards(&items, &with_downloads, &format, cx.now());
            home.cards.push(Cards { order: 10, title: t.msg_home_products(), all: Some(all), cards });
        }
        Ok(())
    }

    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        if staff.is_any_of(LOOKERS) {
            numbers(staff, &staff.may()?, home).await?;
            plots(staff, &staff.may()?, home).await?;
        }
        if staff.is_any_of(&[Role::Licensing, Role::Administrator]) {
            alarm(staff, home).await?;
        }
        if is_clerk(staff) {
            approvals(staff, home).await?;
        }
        Ok(())
    }
}

/// A decoy code was presented: for a month the first thing that licensing clerks and administrators read.
async fn alarm(staff: &Staff, home: &mut Home) -> Result<(), Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let Some(at) = staff_home::last_alarm(&visit.cx).await? else { return Ok(()) };
    home.attention.push(Attention {
        tone: Tone::Bad,
        title: t.msg_decoy_presented(visit.format().date_time(at)),
        text: t.msg_decoy_presented_text(),
        action: Button::link(t.msg_decoy_presented_open(), address("/staff/audit", &[("kind", staff_home::ALARM)])),
    });
    Ok(())
}

/// The numbers of the day, and what awaits a clerk.
async fn numbers(staff: &Staff, may: &May<LicensesRead>, home: &mut Home) -> Result<(), Halt> {
    let (t, format) = (texts(staff.visit.lang()), staff.visit.format());
    let today = staff_home::start_of_day(may.now(), &may.zone);
    let numbers = staff_home::numbers(may, today).await?;
    let count = |n: i64| if n < COUNTED { format.number(n) } else { format!("{}+", format.number(COUNTED)) };
    let day = staff_home::day_word(today, &may.zone);
    let orders = Tile::new(t.msg_tile_orders_today(), count(numbers.orders));
    home.tiles.push((10, orders.href(address("/staff/orders", &[("from", &day)]))));
    let awaiting = Tile::new(t.msg_tile_awaiting(), count(numbers.awaiting));
    home.tiles.push((20, awaiting.href("/staff/licenses?status=awaiting_verification")));
    home.tiles.push((30, Tile::new(t.msg_tile_planned(), count(numbers.planned))));
    if numbers.awaiting > 0 && is_clerk(staff) {
        home.attention.push(Attention {
            tone: Tone::Info,
            title: t.msg_need_verification(numbers.awaiting, count(numbers.awaiting)),
            text: t.msg_need_verification_text(),
            action: Button::link(t.msg_need_open(), "/staff/licenses?status=awaiting_verification"),
        });
    }
    if numbers.unanswered > 0 && is_clerk(staff) {
        home.attention.push(Attention {
            tone: Tone::Info,
            title: t.msg_need_renewal_answer(numbers.unanswered, count(numbers.unanswered)),
            text: t.msg_need_renewal_answer_text(),
            action: Button::link(t.msg_need_open(), "/staff/renewals?state=unconfirmed"),
        });
    }
    Ok(())
}

/// What waits for a second clerk.
async fn approvals(staff: &Staff, home: &mut Home) -> Result<(), Halt> {
    let waiting = i64::try_from(proposals::waiting(&staff.may()?).await?).unwrap_or(i64::MAX);
    if waiting > 0 {
        let t = texts(staff.visit.lang());
        home.attention.push(Attention {
            tone: Tone::Warn,
            title: t.msg_need_approval(waiting),
            text: t.msg_need_approval_text(),
            action: Button::link(t.msg_need_open(), "/staff/proposals"),
        });
    }
    Ok(())
}

async fn plots(staff: &Staff, may: &May<LicensesRead>, home: &mut Home) -> Result<(), Halt> {
    let (lang, t) = (staff.visit.lang(), texts(staff.visit.lang()));
    // Days are the vendor's, whoever looks.
    let format = Format::new(lang, may.app.settings.vendor_zone());
    let read = staff_home::over_time(may).await?;
    let plot = |id: &str, title: String, days: &[(Moment, i64)]| {
        let sum: i64 = days.iter().map(|(_, n)| *n).sum();
        let total = t.msg_plot_total(format.number(sum), DAYS);
        Plot::new(lang, id, title, total, t.msg_plot_day(), days.iter().map(|(day, n)| (format.date(*day), *n)))
    };
    home.plots.push((10, plot("plot-issued", t.msg_plot_issued(), &read.issued)));
    home.plots.push((20, plot("plot-ending", t.msg_plot_ending(), &read.ending)));
    Ok(())
}
