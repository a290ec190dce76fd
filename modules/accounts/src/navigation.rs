//! Where accounts stand in the navigation, and what staff find by.

use crate::actions::search_account::search_account;
use crate::model::{Email, PlainLogin};
use crate::pages::person::{ACTIVITY, NOTES};
use crate::rights::MAY_LOOK;
use crate::texts;
use gatehouse_core::{Lang, Role, async_trait};
use gatehouse_web::navigation::HOME;
use gatehouse_web::person::address;
use gatehouse_web::view::Icon;
use gatehouse_web::{Area, Halt, Hit, Hits, NavEntry, Navigation, PersonTab, Search, Staff};

/// The account's sections, the first page of customers, and that of people for staff.
pub(crate) fn register(navigation: &mut Navigation) {
    navigation.customer.push(NavEntry::new(|lang| texts(lang).msg_home(), HOME, Icon::Home).order(0).on_phones(0));
    navigation.account.extend([
        NavEntry::new(|lang| texts(lang).msg_profile_title(), "/account", Icon::Person)
            .order(10)
            .with_pages(&["/account/email", "/account/login"]),
        NavEntry::new(|lang| texts(lang).msg_security_title(), "/account/security", Icon::Lock)
            .order(20)
            .with_pages(&["/account/password", "/account/sessions", "/account/browsers", "/account/sign-in-services"]),
        NavEntry::new(|lang| texts(lang).msg_activity_title(), "/account/activity", Icon::Activity).order(90),
        NavEntry::new(|lang| texts(lang).msg_export_title(), "/account/export", Icon::Download).order(93),
        NavEntry::new(|lang| texts(lang).msg_delete_title(), "/account/delete", Icon::Trash).order(95),
    ]);
    navigation.staff.push(
        NavEntry::new(|lang| texts(lang).msg_staff_title(), "/staff/accounts", Icon::People)
            .area(Area::Customers)
            .roles(&MAY_LOOK)
            .order(10),
    );
    let tab = |label, href, icon, order| PersonTab { label, href, icon, roles: &MAY_LOOK, order };
    navigation.person.extend([
        tab(|lang| texts(lang).msg_staff_overview(), |id| address(id, ""), Icon::Person, 0),
        tab(|lang| texts(lang).msg_activity_title(), |id| address(id, ACTIVITY), Icon::Activity, 80),
        tab(|lang| texts(lang).msg_staff_notes(), |id| address(id, NOTES), Icon::Edit, 90),
    ]);
}

/// Finds a customer by their whole address, or their whole login where the operator allows logins that are none.
pub(crate) struct ByAddress {
    /// Whether the operator does.
    pub(crate) logins: bool,
}

#[async_trait]
impl Search for ByAddress {
    fn roles(&self) -> &'static [Role] {
        &MAY_LOOK
    }

    fn keys(&self, lang: Lang) -> String {
        if self.logins { texts(lang).msg_search_keys_logins() } else { texts(lang).msg_search_keys() }
    }

    async fn find(&self, staff: &Staff, text: &str) -> Result<Option<Hits>, Halt> {
        let is_address = Email::parse(text).is_ok();
        let is_login = self.logins && PlainLogin::parse(text).is_some();
        if !is_address && !is_login {
            return Ok(None);
        }
        let (cx, lang) = (&staff.visit.cx, staff.visit.lang());
        let mut hits = Hits::new(texts(lang).msg_staff_title(), Icon::Person);
        if let Some(id) = search_account(cx, text).await? {
            // Who it is, their page says, and notes the look.
            let title = text.trim().to_owned();
            let about = texts(lang).msg_audit_customer();
            hits.items.push(Hit { title, about, href: address(id, ""), badge: None });
        }
        // A text without `@` may have been meant for another search, which says more than that there is no such login.
        Ok((is_address || !hits.items.is_empty()).then_some(hits))
    }
}
