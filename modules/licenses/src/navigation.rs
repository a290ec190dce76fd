//! Where licenses stand in the navigation, and by what staff find them.

use crate::lists::{
    COMPANY_DEVICES_AT, COMPANY_RENEWALS_AT, COMPANY_USAGE_AT, LICENSES_AT, OverUseCases, Proposals, Purchases,
    Verifications, status_badge,
};
use crate::model::license::grouped;
use crate::model::search::{Search as Read, mistake_in_code};
use crate::pages::person;
use crate::pages::staff_reports::REPORTS;
use crate::queries::Sorting;
use crate::queries::licenses::{Found, LicenseColumn, LicenseFilter, licenses};
use crate::queries::{home, orders};
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Actor, Fault, Lang, Role, async_trait};
use gatehouse_db::{Direction, PageRequest};
use gatehouse_web::list::List as _;
use gatehouse_web::search::MOST_HITS;
use gatehouse_web::view::{Button, Icon};
use gatehouse_web::{Area, Figures, Halt, Hit, Hits, NavEntry, Navigation, Search, Staff, Way};
use std::sync::Arc;

/// Whether a customer has a license.
const HELD: &str = "licenses.held";

/// The places of customers and of staff.
pub(crate) fn register(navigation: &mut Navigation) {
    navigation.customer.extend([
        NavEntry::new(|l| texts(l).msg_nav_licenses(), "/licenses", Icon::License).order(10).on_phones(1),
        NavEntry::new(|l| texts(l).msg_nav_downloads(), "/downloads", Icon::Download).order(60).when(HELD).on_phones(4),
    ]);
    let company = NavEntry::new(|l| texts(l).msg_nav_licenses(), LICENSES_AT, Icon::License);
    let managed =
        |label, href, icon| NavEntry::new(label, href, icon).any_of(Rights::of(&[CompanyRight::ManageLicenses]).bits());
    navigation.company.extend([
        company.order(10).on_phones(1),
        managed(|l| texts(l).msg_customer_devices(), COMPANY_DEVICES_AT, Icon::Device).order(12),
        managed(|l| texts(l).msg_renewals_title(), COMPANY_RENEWALS_AT, Icon::Calendar).order(14),
        managed(|l| texts(l).msg_usage_title(), COMPANY_USAGE_AT, Icon::Activity).order(16),
    ]);
    let purchases = NavEntry::new(|l| texts(l).msg_purchases_title(), Purchases::AT, Icon::Order);
    navigation.account.push(purchases.order(50).with_pages(&["/account/purchases/card"]));
    let staff = |label, href, icon| NavEntry::new(label, href, icon).area(Area::Licensing).roles(LOOKERS);
    navigation.staff.extend([
        staff(|l| texts(l).msg_nav_licenses(), "/staff/licenses", Icon::License).order(10).on_phones(3),
        staff(|l| texts(l).msg_nav_orders(), "/staff/orders", Icon::Order).order(20).on_phones(5),
        staff(|l| texts(l).msg_reports_title(), REPORTS, Icon::Activity).order(65),
        staff(|l| texts(l).msg_nav_verification(), Verifications::AT, Icon::Shield).order(30),
        staff(|l| texts(l).msg_nav_over_use(), OverUseCases::AT, Icon::Activity).order(40),
        NavEntry::new(|l| texts(l).msg_nav_proposals(), Proposals::AT, Icon::Check)
            .area(Area::Licensing)
            .roles(CLERKS)
            .order(50),
        staff(|l| texts(l).msg_nav_sellers(), "/staff/sellers", Icon::Building).order(70),
    ]);
    let new = NavEntry::new(|l| texts(l).msg_new_order(), "/staff/orders/new", Icon::Order).area(Area::Licensing);
    navigation.new.push(new.roles(CLERKS).order(10));
    navigation.person.extend(person::tabs());
    navigation.person_parts.push(Arc::new(person::PartOf::Licenses));
    navigation.person_parts.push(Arc::new(person::PartOf::Devices));
    navigation.ways.extend([
        Way {
            label: |l| texts(l).msg_way_activate(),
            text: |l| texts(l).msg_way_activate_text(),
            href: "/licenses/add",
            icon: Icon::Key,
            order: 10,
            condition: None,
        },
        Way {
            label: |l| texts(l).msg_way_manage(),
            text: |l| texts(l).msg_way_manage_text(),
            href: "/licenses",
            icon: Icon::License,
            order: 20,
            condition: None,
        },
        Way {
            label: |l| texts(l).msg_way_key_file(),
            text: |l| texts(l).msg_way_key_file_text(),
            href: "/key-file",
            icon: Icon::Download,
            order: 25,
            condition: None,
        },
        Way {
            label: |l| texts(l).msg_way_seller(),
            text: |l| texts(l).msg_way_seller_text(),
            href: "/seller",
            icon: Icon::Building,
            order: 30,
            condition: None,
        },
    ]);
    navigation.figures.push(Arc::new(Held));
}

struct Held;

#[async_trait]
impl Figures for Held {
    async fn read(&self, cx: &Cx) -> Result<Vec<(&'static str, i64)>, Fault> {
        match cx.actor {
            Actor::Account { id } => Ok(vec![(HELD, i64::from(home::has_any(cx, id).await?))]),
            _ => Ok(Vec::new()),
        }
    }
}

/// Finds licenses by code, last group, number, and by the address of a holder or buyer.
pub(crate) struct OfLicenses;

#[async_trait]
impl Search for OfLicenses {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn keys(&self, lang: Lang) -> String {
        texts(lang).msg_search_keys_licenses()
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        let lang = staff.visit.lang();
        let mut hits = Hits::new(texts(lang).msg_nav_licenses(), Icon::License);
        if matches!(Read::read(text), Read::Nothing | Read::Unreadable) {
            // Found or not, what was typed is said nowhere: it may be a code.
            hits.hint = mistake_in_code(text).map(|_| texts(lang).msg_search_mistyped());
            return Ok(hits.hint.is_some().then_some(hits));
        }
        let filter = LicenseFilter { text: text.to_owned(), ..LicenseFilter::default() };
        let asked = Seen::of(&staff.may()?, filter).await?;
        let sorting = Sorting { column: LicenseColumn::Created, direction: Direction::Descending };
        // One more than is shown tells whether there are more.
        let size = u64::try_from(MOST_HITS + 1).unwrap_or(u64::MAX);
        let request = PageRequest { size, ..PageRequest::default() };
        let found = licenses(&staff.visit.cx, &asked, sorting, &request).await?;
        if found.page.items.len() > MOST_HITS {
            hits.rest = Some(Button::post(texts(lang).msg_search_all_licenses(), "/staff/licenses").with("q", text));
        }
        hits.items = as_hits(&found, staff);
        Ok(Some(hits))
    }
}

fn as_hits(found: &Found, staff: &Staff) -> Vec<Hit> {
    let (lang, now) = (staff.visit.lang(), staff.visit.cx.now());
    let rows = found.page.items.iter().take(MOST_HITS);
    rows.map(|row| {
        let details = found.details.get(&row.id).cloned().unwrap_or_default();
        let end = format!("…{}", details.last_group);
        let about = [found.names.revision(row.edition_id, row.edition_rev), &end, &details.order].map(str::to_owned);
        Hit {
            title: format!("{} · {}", found.names.product(row.product_id), grouped(&row.number)),
            about: about.into_iter().filter(|part| !part.is_empty() && part != "…").collect::<Vec<_>>().join(" · "),
            href: format!("/staff/licenses/{}", row.id),
            badge: Some(status_badge(row, now, lang)),
        }
    })
    .collect()
}

/// Finds an order by its whole number.
pub(crate) struct OfOrders;

#[async_trait]
impl Search for OfOrders {
    fn roles(&self) -> &'static [Role] {
        LOOKERS
    }

    fn keys(&self, lang: Lang) -> String {
        texts(lang).msg_search_keys_orders()
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        let Some(order) = orders::by_number(&staff.may()?, text.trim()).await? else { return Ok(None) };
        let lang = staff.visit.lang();
        let mut hits = Hits::new(texts(lang).msg_nav_orders(), Icon::Order);
        let about = order.partner.unwrap_or_default();
        let href = format!("/staff/orders/{}", order.id);
        hits.items.push(Hit { title: order.number, about, href, badge: None });
        Ok(Some(hits))
    }
}
