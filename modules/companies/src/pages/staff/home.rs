//! What companies have on the home pages: for staff what waits, by role.

use crate::lists::Companies;
use crate::pages::{home as own, staff_domains};
use crate::queries::proposals;
use crate::queries::staff::home::{COUNTED, numbers};
use crate::rights::staff::{CLERKS, LOOKERS, VERIFIERS};
use crate::texts;
use gatehouse_core::async_trait;
use gatehouse_web::home::Attention;
use gatehouse_web::list::List as _;
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Halt, Home, HomeParts, Staff};

/// The module's parts of the home pages.
pub(crate) struct OfCompanies;

#[async_trait]
impl HomeParts for OfCompanies {
    async fn customer(&self, customer: &Customer, home: &mut Home) -> Result<(), Halt> {
        own::add(customer, home).await
    }

    async fn staff(&self, staff: &Staff, home: &mut Home) -> Result<(), Halt> {
        staff_domains::alarm(staff, home).await?;
        if !staff.is_any_of(LOOKERS) {
            return Ok(());
        }
        let (t, format) = (texts(staff.visit.lang()), staff.visit.format());
        let found = numbers(&staff.may()?).await?;
        let count = |n: u64| {
            let shown = format.number(i64::try_from(n).unwrap_or(i64::MAX));
            if n < COUNTED { shown } else { format!("{shown}+") }
        };
        let list = |filter: &[(&str, &str)]| address(Companies::AT, filter);
        home.tiles.push((40, Tile::new(t.msg_tile_registrations(), count(found.registrations))));
        let unverified = Tile::new(t.msg_tile_unverified(), count(found.unverified));
        home.tiles.push((41, unverified.href(list(&[("state", "unverified")]))));
        let mut need = |tone, title: String, text: String, href: String| {
            let action = Button::link(t.msg_staff_need_open(), href);
            home.attention.push(Attention { tone, title, text, action });
        };
        let of = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        if found.claimants > 0 && staff.is_any_of(VERIFIERS) {
            let href = list(&[("state", "unverified")]);
            need(Tone::Bad, t.msg_need_claimants(of(found.claimants)), t.msg_need_claimants_text(), href);
        }
        if staff.is_any_of(CLERKS) {
            if found.owners > 0 {
                let href = list(&[("waits", "owner")]);
                need(Tone::Warn, t.msg_need_owners(of(found.owners)), t.msg_need_owners_text(), href);
            }
            if found.lapsed > 0 {
                let href = list(&[("waits", "invitation")]);
                need(Tone::Info, t.msg_need_lapsed(of(found.lapsed)), t.msg_need_lapsed_text(), href);
            }
            let waiting = proposals::waiting(&staff.may()?).await?;
            if let Some(first) = waiting.first() {
                let many = of(u64::try_from(waiting.len()).unwrap_or(u64::MAX));
                need(Tone::Warn, t.msg_need_second(many), t.msg_need_second_text(), crate::lists::place(*first));
            }
        }
        Ok(())
    }
}
