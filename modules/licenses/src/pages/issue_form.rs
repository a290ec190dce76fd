//! What is bought, as a form asks for it: beside a new order, and under one (LIC-3).

use crate::actions::issue::{Issue, Issued, MOST};
use crate::model::license::{Kind, MOST_SEATS};
use crate::model::order::AT_ONCE;
use crate::texts;
use gatehouse_catalog::queries::offers::{OfferView, in_sale as in_sale_offers};
use gatehouse_catalog::queries::products::in_sale;
use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::view::*;

/// The fields, as typed.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub(super) struct IssueForm {
    /// The code of an offer, in place of product, edition, term and kind.
    pub offer: String,
    /// `product/edition`, so that no edition of another product can be chosen.
    pub sold: String,
    /// `product/term`.
    pub term: String,
    pub seats: String,
    pub kind: String,
    pub activate_by: String,
    pub quantity: String,
}

impl Default for IssueForm {
    fn default() -> Self {
        Self {
            offer: String::new(),
            sold: String::new(),
            term: String::new(),
            seats: "1".to_owned(),
            kind: Kind::Commercial.word().to_owned(),
            activate_by: String::new(),
            quantity: "1".to_owned(),
        }
    }
}

/// What can be chosen: editions and terms, each as the word that is sent, under their products.
pub(super) struct Sale {
    /// Offers with a code of their own.
    offers: Vec<OfferView>,
    editions: Vec<Offer>,
    terms: Vec<Offer>,
}

struct Offer {
    /// `product/code`.
    word: String,
    product: String,
    name: String,
}

impl Offer {
    fn new(product: &product::Model, code: &str, name: &str) -> Self {
        Self { word: format!("{}/{code}", product.code), product: product.name.clone(), name: name.to_owned() }
    }

    /// Under its product's name, which its own label repeats: a closed list shows nothing else.
    fn choice(&self) -> Choice {
        Choice::new(&self.word, format!("{} · {}", self.product, self.name)).group(&self.product)
    }
}

/// The one of these that is the only one of its kind, of a product or at all.
fn only<'a>(offers: &'a [Offer], product: Option<&str>) -> Option<&'a str> {
    let is_of = |offer: &&Offer| product.is_none_or(|code| offer.word.split('/').next() == Some(code));
    let mut of_product = offers.iter().filter(is_of);
    let first = of_product.next()?;
    of_product.next().is_none().then_some(first.word.as_str())
}

impl Sale {
    /// Products without an edition or a term are not offered.
    pub async fn read(cx: &Cx) -> Result<Self, Fault> {
        let (mut editions, mut terms) = (Vec::new(), Vec::new());
        for (product, its_editions, its_terms) in in_sale(cx).await? {
            if !its_editions.is_empty() && !its_terms.is_empty() {
                editions.extend(its_editions.iter().map(|edition| Offer::new(&product, &edition.code, &edition.name)));
                terms.extend(its_terms.iter().map(|term| Offer::new(&product, &term.code, &term.name)));
            }
        }
        Ok(Self { offers: in_sale_offers(cx).await?, editions, terms })
    }

    /// Whether nothing can be issued.
    pub fn is_empty(&self) -> bool {
        self.editions.is_empty()
    }

    /// The form with the only choice chosen: of this product, where somebody comes from its page.
    pub fn blank(&self, product: Option<&str>) -> IssueForm {
        let chosen = |offers| only(offers, product).unwrap_or_default().to_owned();
        IssueForm { sold: chosen(&self.editions), term: chosen(&self.terms), ..IssueForm::default() }
    }
}

impl IssueForm {
    /// Whether anything is to be issued.
    pub fn is_chosen(&self) -> bool {
        !self.sold.is_empty() || !self.offer.is_empty()
    }

    /// The parts of `sold` and `term`, whose products may differ.
    fn parts(&self) -> ((&str, &str), (&str, &str)) {
        (self.sold.split_once('/').unwrap_or((&self.sold, "")), self.term.split_once('/').unwrap_or(("", &self.term)))
    }

    /// Whether the term is one of another product.
    fn is_foreign(&self) -> bool {
        let ((product, _), (of, _)) = self.parts();
        !of.is_empty() && !product.is_empty() && of != product
    }

    /// What the action takes.
    pub fn input(&self, order: Uuid) -> Issue {
        if !self.offer.is_empty() {
            return self.of_offer(order);
        }
        let ((product, edition), (of, term)) = self.parts();
        Issue {
            order,
            offer: String::new(),
            product: product.to_owned(),
            edition: edition.to_owned(),
            // A term of another product does not exist for this one, also when one of its own has the same code.
            term: if of == product { term.to_owned() } else { self.term.clone() },
            seats: self.seats.clone(),
            kind: self.kind.clone(),
            activate_by: self.activate_by.clone(),
            quantity: self.quantity.clone(),
        }
    }

    /// An offer says the rest. The number of seats that the form began with is that of the offer.
    fn of_offer(&self, order: Uuid) -> Issue {
        let seats = if self.seats == Self::default().seats { String::new() } else { self.seats.clone() };
        Issue {
            order,
            offer: self.offer.clone(),
            seats,
            activate_by: self.activate_by.clone(),
            quantity: self.quantity.clone(),
            ..Issue::default()
        }
    }

    /// The choice of an offer, where there are any.
    fn offers(&self, sale: &Sale, lang: Lang, errors: &FormErrors) -> Option<Markup> {
        let t = texts(lang);
        let choice =
            |view: &OfferView| Choice::new(&view.offer.code, format!("{} · {}", view.rev.name, view.offer.code));
        let select = Select::new("offer", t.msg_issue_offer(), sale.offers.iter().map(choice));
        let select = select.first(t.msg_issue_no_offer()).hint(t.msg_issue_offer_hint()).value(&self.offer).plain();
        (!sale.offers.is_empty()).then(|| Markup::of(&select.errors(errors)))
    }

    /// The fields. With `later`, that stands first in place of an edition: nothing is issued yet. Otherwise a choice that is the only one
    /// is chosen.
    pub fn fields(&self, sale: &Sale, later: Option<String>, format: &Format, errors: &FormErrors) -> Vec<Markup> {
        let (lang, t) = (format.lang(), texts(format.lang()));
        let is_optional = later.is_some();
        let first = later.or_else(|| only(&sale.editions, None).is_none().then(|| t.msg_choose()));
        let sold = select("sold", t.msg_product_and_edition(), &sale.editions, first).value(&self.sold);
        let sold = if is_optional { sold.plain() } else { sold };
        let first = only(&sale.terms, None).is_none().then(|| t.msg_choose());
        let term = select("term", t.msg_term(), &sale.terms, first).value(&self.term);
        let kinds = Kind::ALL.map(|k| Choice::new(k.word(), k.name(lang)));
        let quantity = Field::number("quantity", t.msg_quantity(), 1, MOST)
            .hint(t.msg_quantity_hint(format.number(AT_ONCE), format.number(MOST)))
            .value(&self.quantity);
        let activate_by = Field::date("activate_by", t.msg_activate_by())
            .hint(t.msg_activate_by_hint())
            .value(&self.activate_by)
            .optional(lang);
        let sold = if sale.offers.is_empty() { sold } else { sold.plain() };
        let term = if sale.offers.is_empty() { term } else { term.plain() };
        let fields = [
            Markup::of(&sold.errors(errors)),
            Markup::of(&term.errors(errors)),
            Markup::of(&Select::new("kind", t.msg_kind(), kinds).value(&self.kind).errors(errors)),
            Markup::of(&Field::number("seats", t.msg_seats(), 1, MOST_SEATS).value(&self.seats).errors(errors)),
            Markup::of(&quantity.errors(errors)),
            Markup::of(&activate_by.errors(errors)),
        ];
        self.offers(sale, lang, errors).into_iter().chain(fields).collect()
    }

    /// The form asks product and edition in one field; of a term it can say whose it is. What is wrong elsewhere stays there.
    pub fn at_fields(&self, errors: FormErrors, lang: Lang) -> FormErrors {
        let is_foreign = self.is_foreign() && errors.of("term").is_some();
        // A field shows only its first text: the product's goes before the edition's.
        let errors = if errors.of("product").is_some() {
            errors.without("edition").moved("product", "sold")
        } else {
            errors.moved("edition", "sold")
        };
        if !is_foreign {
            return errors;
        }
        let mut errors = errors.without("term");
        errors.add("term", texts(lang).msg_term_of_another_product());
        errors
    }
}

fn select(name: &'static str, label: String, offers: &[Offer], first: Option<String>) -> Select {
    let select = Select::new(name, label, offers.iter().map(Offer::choice));
    match first {
        Some(first) => select.first(first),
        None => select,
    }
}

/// That a batch is being made.
pub(super) fn started(issued: &Issued, format: &Format) -> String {
    texts(format.lang()).msg_issue_started(issued.total, format.number(issued.total))
}
