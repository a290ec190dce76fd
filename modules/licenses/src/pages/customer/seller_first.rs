//! Who sold a license, and how they are reached; and for the case that they do not help, whom to ask then (LIC-35). One component on
//! every page where the seller can help first.

use crate::model::help_about::HelpAbout;
use crate::queries::sellers::SoldBy;
use crate::tables::seller;
use crate::texts;
use gatehouse_accounts::model::Country;
use gatehouse_core::Lang;
use gatehouse_web::Scope;
use gatehouse_web::frames::{Actions, Panel, Paragraph};
use gatehouse_web::support::ask;
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;

/// The component.
#[derive(Clone, Copy, Debug)]
pub(in crate::pages) struct SellerFirst<'a> {
    sold: &'a SoldBy,
    /// What it is about, where that is known.
    about: Option<HelpAbout>,
}

impl<'a> SellerFirst<'a> {
    /// Of a license that was sold so.
    pub const fn new(sold: &'a SoldBy) -> Self {
        Self { sold, about: None }
    }

    /// What it is about: then it is said what the seller can do, and the mails name it.
    #[must_use]
    pub const fn about(mut self, about: HelpAbout) -> Self {
        self.about = Some(about);
        self
    }

    /// As a panel of a page.
    pub fn panel(&self, lang: Lang) -> Panel {
        let panel = Panel::new(texts(lang).msg_customer_seller()).id("seller");
        self.parts(lang).iter().fold(panel, Panel::with)
    }

    /// Whom to ask first, what to mention, and whom to ask then.
    pub fn parts(&self, lang: Lang) -> Vec<Markup> {
        let (t, name) = (texts(lang), self.sold.name());
        let first = if name.is_empty() { t.msg_customer_seller_unknown() } else { t.msg_customer_seller_first(name) };
        let mut parts = vec![Markup::of(&Paragraph::new(first))];
        parts.extend(self.about.map(|about| Markup::of(&Paragraph::new(about.what_helps(lang)))));
        parts.extend(self.sold.seller.as_ref().map(|seller| Markup::of(&self.ways(seller, lang))));
        parts.push(Markup::of(&Paragraph::muted(self.quote(lang))));
        let contact = Button::link(t.msg_customer_contact(), self.contact(lang)).icon(Icon::Help);
        parts.push(Markup::of(&Paragraph::new(t.msg_customer_seller_otherwise()).on_screen()));
        parts.push(Markup::of(&Actions::new([contact])));
        parts
    }

    /// What the seller will ask for. The bearer of a code is not told the order.
    fn quote(&self, lang: Lang) -> String {
        let (t, SoldBy { license, order, .. }) = (texts(lang), self.sold);
        if order.is_empty() {
            return t.msg_customer_seller_quote_license(license);
        }
        if license.is_empty() {
            return t.msg_customer_seller_quote_order(order);
        }
        t.msg_customer_seller_quote(license, order)
    }

    /// What a mail is about: the case, and numbers that are safe to tell.
    fn subject(&self, lang: Lang) -> String {
        let of = self.numbers(lang);
        self.about.map_or_else(|| of.clone(), |about| format!("{} – {of}", about.name(lang)))
    }

    fn numbers(&self, lang: Lang) -> String {
        let (t, SoldBy { license, order, .. }) = (texts(lang), self.sold);
        if order.is_empty() {
            return t.msg_customer_seller_subject_license(license);
        }
        if license.is_empty() {
            return t.msg_customer_seller_subject_order(order);
        }
        t.msg_customer_seller_subject(license, order)
    }

    /// Site, mail, phone and hours, each where there is one.
    fn ways(&self, seller: &seller::Model, lang: Lang) -> KeyValues {
        let t = texts(lang);
        let mut ways = KeyValues::new();
        if !seller.site.is_empty() {
            ways = ways.row(t.msg_seller_site(), Cell::link(site_name(&seller.site), &seller.site));
        }
        if !seller.email.is_empty() {
            let shown = gatehouse_address::shown(&seller.email);
            ways = ways.row(t.msg_seller_email(), Cell::link(shown, self.mailto(&seller.email, lang)));
        }
        if !seller.phone.is_empty() {
            ways = ways.row(t.msg_seller_phone(), Cell::number_link(&seller.phone, tel(&seller.phone)));
        }
        if !seller.hours.is_empty() {
            ways = ways.row(t.msg_seller_hours(), Cell::text(&seller.hours));
        }
        match seller.country.as_deref().and_then(Country::from_code) {
            Some(country) => ways.row(t.msg_seller_country(), Cell::text(country.name(lang))),
            None => ways,
        }
    }

    /// The form of support about licenses, with what is known filled in (SUP-21).
    fn contact(&self, lang: Lang) -> String {
        let subject = self.subject(lang);
        let known = [("kind", "license"), ("subject", subject.as_str()), ("order_number", self.sold.order.as_str())];
        ask(&Scope::Personal, "portal", &known)
    }

    /// A mail whose subject says what it is about.
    fn mailto(&self, email: &str, lang: Lang) -> String {
        let email = email.replace('%', "%25").replace('?', "%3F").replace('&', "%26").replace('#', "%23");
        format!("mailto:{email}?subject={}", query_escape(&self.subject(lang)))
    }
}

/// A site without what every address has.
fn site_name(site: &str) -> &str {
    let plain = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://")).unwrap_or(site);
    plain.strip_suffix('/').unwrap_or(plain)
}

/// What a phone dials: digits, and the sign before a country code.
fn tel(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    format!("tel:{}{digits}", if phone.trim_start().starts_with('+') { "+" } else { "" })
}
