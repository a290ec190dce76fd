//! Where support stands in the console, and by what staff find its requests.

use super::{firm, person};
use crate::lists::contracts::Contracts;
use crate::lists::ratings::Ratings;
use crate::lists::reports::Reports;
use crate::lists::staff_requests::{Requests, place, status_badge};
use crate::model::number::Number;
use crate::queries::staff_requests::{by_number, waiting};
use crate::rights::{AGENTS, CLERKS, LEADS, LOOKERS, REPORTED, RequestsRead};
use crate::texts;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Role, async_trait};
use gatehouse_web::list::List as _;
use gatehouse_web::view::{Button, Icon};
use gatehouse_web::{Area, Figures, Halt, Hit, Hits, NavEntry, Navigation, Search, Staff};
use std::sync::Arc;

/// Requests whose turn is support's.
const WAITING: &str = "support.waiting";

/// The places of staff.
pub(crate) fn register(navigation: &mut Navigation) {
    let staff = |label, href, icon| NavEntry::new(label, href, icon).area(Area::Support);
    navigation.staff.extend([
        staff(|lang| texts(lang).msg_requests(), Requests::AT, Icon::Help)
            .roles(LOOKERS)
            .order(10)
            .count(WAITING)
            .on_phones(2),
        staff(|lang| texts(lang).msg_contracts(), Contracts::AT, Icon::Order).roles(LOOKERS).order(20),
        staff(|lang| texts(lang).msg_staff_failed_mails(), super::mails::AT, Icon::Alert).roles(LOOKERS).order(40),
        staff(|lang| texts(lang).msg_staff_canned_answers(), "/staff/answers", Icon::Copy).roles(AGENTS).order(30),
        staff(|lang| texts(lang).msg_staff_macros(), "/staff/macros", Icon::Jobs).roles(AGENTS).order(35),
        staff(|lang| texts(lang).msg_ratings(), Ratings::AT, Icon::Good).roles(LEADS).order(60),
        staff(|lang| texts(lang).msg_report_title(), Reports::AT, Icon::Activity).roles(REPORTED).order(65),
        staff(|lang| texts(lang).msg_staff_support_settings(), "/staff/support", Icon::Settings).roles(LEADS).order(90),
        staff(|lang| texts(lang).msg_imports(), super::imports::AT, Icon::Upload).roles(LEADS).order(95),
    ]);
    let caller = NavEntry::new(|lang| texts(lang).msg_staff_open_for_caller(), "/staff/requests/new", Icon::Phone);
    navigation.new.push(caller.area(Area::Support).roles(AGENTS).order(5));
    let contract = NavEntry::new(|lang| texts(lang).msg_staff_contract_new(), "/staff/contracts/new", Icon::Order);
    navigation.new.push(contract.area(Area::Support).roles(CLERKS).order(20));
    navigation.person.push(person::tab());
    navigation.person_parts.push(Arc::new(person::PartOfRequests));
    navigation.firm.push(firm::tab());
    navigation.figures.push(Arc::new(Waiting));
}

struct Waiting;

#[async_trait]
impl Figures for Waiting {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        match May::<RequestsRead>::of(cx) {
            Some(may) => Ok(vec![(WAITING, i64::try_from(waiting(&may).await?)?)]),
            None => Ok(Vec::new()),
        }
    }
}

/// Finds a request by its number; words are looked for in the list.
pub(crate) struct OfRequests;

/// The shortest word that is looked for.
const SHORTEST: usize = 3;

#[async_trait]
impl Search for OfRequests {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn keys(&self, lang: Lang) -> String {
        texts(lang).msg_staff_search_keys_requests()
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        let lang = staff.visit.lang();
        let t = texts(lang);
        let mut hits = Hits::new(t.msg_requests(), Icon::Help);
        if let Some(number) = Number::parse(text) {
            let Some(row) = by_number(&staff.may()?, &number).await? else { return Ok(None) };
            hits.items.push(Hit {
                about: row.category.name(lang),
                href: place(row.id),
                badge: Some(status_badge(&row, lang)),
                title: row.number,
            });
            return Ok(Some(hits));
        }
        if text.contains('@') || text.trim().chars().count() < SHORTEST {
            return Ok(None);
        }
        hits.rest = Some(Button::post(t.msg_staff_search_all_requests(), Requests::AT).with("q", text));
        Ok(Some(hits))
    }
}
