//! `/staff/orders`: the orders, and the form of a new one (LIC-3).

use super::is_clerk;
use super::issue_form::{IssueForm, Sale, started};
use crate::actions::create_order::CreateOrder;
use crate::actions::order_licenses::{OrderLicenses, Recorded, order_licenses};
use crate::lists::Orders;
use crate::model::order::Source;
use crate::queries::sellers;
use crate::tables::seller;
use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::Cx;
use gatehouse_context::once::{Known, OnceKey};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

const LIST: &str = Orders::AT;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(LIST, list).get(Orders::FILE, file))
        .staff(CLERKS, |doors| doors.form("/staff/orders/new", blank, create))
}

fn orders_of(staff: &Staff) -> Orders {
    Orders { may_record: is_clerk(staff) }
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let t = texts(staff.visit.lang());
    let listed = Listed::of_address(&staff.visit, orders_of(&staff), &asked).await?;
    let mut head = PageHead::new(t.msg_nav_orders()).lede(t.msg_orders_lede());
    if is_clerk(&staff) {
        head = head.action(Button::link(t.msg_order_new(), "/staff/orders/new").icon(Icon::Plus).primary());
    }
    listed.show(&staff.visit, head)
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, orders_of(&staff), &asked).await
}

/// The fields of a new order, and what was bought.
#[derive(Clone, Default, serde::Deserialize, serde::Serialize)]
#[serde(default)]
struct OrderForm {
    key: String,
    number: String,
    source: String,
    seller: String,
    partner: String,
    buyer_email: String,
    licensee: String,
    buyer_lang: String,
    note: String,
    #[serde(flatten)]
    bought: IssueForm,
}

impl OrderForm {
    fn input(&self) -> OrderLicenses {
        let order = CreateOrder {
            number: self.number.clone(),
            source: self.source.clone(),
            seller: self.seller.clone(),
            partner: self.partner.clone(),
            buyer_email: self.buyer_email.clone(),
            licensee: self.licensee.clone(),
            buyer_lang: self.buyer_lang.clone(),
            note: self.note.clone(),
            ..CreateOrder::default()
        };
        let licenses = self.bought.is_chosen().then(|| self.bought.input(Uuid::nil()));
        OrderLicenses { order, licenses }
    }

    /// Sent twice, the form records one order; changed before it is sent again, it is another one.
    fn once(&self, cx: &Cx) -> Result<Option<OnceKey>, Fault> {
        if self.key.is_empty() {
            return Ok(None);
        }
        Ok(Some(OnceKey::new(cx, "licenses.order_form", &serde_json::to_string(self)?, b"")?))
    }

    fn panel(&self, sellers: &[seller::Model], lang: Lang, errors: &FormErrors) -> Panel {
        let t = texts(lang);
        let sources = Source::ALL.map(|s| Choice::new(s.word(), s.name(lang)));
        let langs = Lang::ALL.map(|l| Choice::new(l.tag(), l.name()));
        let email = Field::text("buyer_email", t.msg_buyer_email()).hint(t.msg_buyer_email_hint()).autocomplete("off");
        let number = Field::text("number", t.msg_order_number()).hint(t.msg_order_number_hint()).max_length(64);
        let seller = seller_choice(sellers, lang).hint(t.msg_seller_hint());
        let partner = Field::text("partner", t.msg_partner()).hint(t.msg_partner_hint());
        let licensee =
            Field::text("licensee", t.msg_order_licensee()).hint(t.msg_order_licensee_hint()).max_length(120);
        Panel::new(t.msg_order())
            .with(&email.value(&self.buyer_email).optional(lang).errors(errors))
            .with(&Select::new("buyer_lang", t.msg_buyer_lang(), langs).value(&self.buyer_lang).errors(errors))
            .with(&licensee.value(&self.licensee).optional(lang).errors(errors))
            .with(&number.value(&self.number).optional(lang).errors(errors))
            .with(&Choices::one("source", t.msg_source(), sources).values(&[&self.source]).errors(errors))
            .with(&seller.value(&self.seller).errors(errors))
            .with(&partner.value(&self.partner).optional(lang).errors(errors))
            .with(&TextArea::new("note", t.msg_note()).value(&self.note).optional(lang).errors(errors))
    }
}

/// Sellers as a choice, with one for an order whose seller nobody keeps.
pub(super) fn seller_choice(sellers: &[seller::Model], lang: Lang) -> Select {
    let t = texts(lang);
    let choices = sellers.iter().map(|seller| Choice::new(seller.id.to_string(), &seller.name));
    Select::new("seller", t.msg_seller(), choices).first(t.msg_seller_none())
}

/// What the form offers.
struct Offered {
    sale: Sale,
    sellers: Vec<seller::Model>,
}

impl Offered {
    async fn read(staff: &Staff) -> Result<Self, Halt> {
        let sellers = sellers::offered(&staff.may()?).await?;
        Ok(Self { sale: Sale::read(&staff.visit.cx).await?, sellers })
    }
}

/// Order and licenses in one form.
fn page(staff: &Staff, typed: &OrderForm, offered: &Offered, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let licenses = Panel::new(t.msg_order_licenses()).id("issue");
    let licenses = if offered.sale.is_empty() {
        licenses.with(&Paragraph::muted(t.msg_issue_no_product()))
    } else {
        let later = Some(t.msg_order_issue_later());
        let fields = typed.bought.fields(&offered.sale, later, &visit.format(), errors);
        fields.iter().fold(licenses, Panel::with)
    };
    let form = PanelForm::new("")
        .around_panels()
        .field(&Field::hidden("key", &typed.key))
        .field(&licenses)
        .field(&typed.panel(&offered.sellers, lang, errors))
        .button(Button::submit(t.msg_order_create()).primary())
        .button(Button::link(t.msg_cancel(), LIST));
    let head = PageHead::new(t.msg_order_new()).crumbs(lang, [(t.msg_nav_orders(), LIST)]);
    Sheet::new(visit, t.msg_order_new(), head).narrow().errors(errors).with(&form)
}

/// `?product=CODE`: what is bought is of this product.
async fn blank(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let offered = Offered::read(&staff).await?;
    // Where there is one seller, it is most likely theirs.
    let seller = match offered.sellers.as_slice() {
        [only] => only.id.to_string(),
        _ => String::new(),
    };
    let source = Source::Staff.word().to_owned();
    let bought = offered.sale.blank(asked.raw("product"));
    let key = staff.visit.cx.id().to_string();
    let typed = OrderForm { key, source, seller, bought, ..OrderForm::default() };
    staff.visit.show(&page(&staff, &typed, &offered, &FormErrors::new()))
}

/// The order that this form has recorded.
async fn before(cx: &Cx, once: Option<&OnceKey>) -> Result<Option<Uuid>, Fault> {
    let Some(once) = once else { return Ok(None) };
    Ok(match once.known(cx).await? {
        Known::Same(order) => Some(order),
        Known::New | Known::Other => None,
    })
}

async fn create(staff: Staff, Posted(typed): Posted<OrderForm>) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let once = typed.once(&visit.cx)?;
    let cx = Cx { once: once.clone(), ..visit.cx.clone() };
    let recorded = match before(&visit.cx, once.as_ref()).await? {
        Some(order) => return Ok(visit.go(&format!("{LIST}/{order}"))),
        None => order_licenses(&cx, &typed.input()).await,
    };
    // Sent twice at one moment, it lost to the other one.
    if recorded.is_err()
        && let Some(order) = before(&visit.cx, once.as_ref()).await?
    {
        return Ok(visit.go(&format!("{LIST}/{order}")));
    }
    let done = async |Recorded { order, issued }| {
        let said = match &issued {
            None => t.msg_order_created(),
            Some(issued) if issued.done => t.msg_issued_now(issued.total),
            Some(issued) => started(issued, &visit.format()),
        };
        Ok(visit.go_saying(&format!("{LIST}/{order}"), said))
    };
    let again = async |errors| {
        let errors = typed.bought.at_fields(errors, visit.lang());
        Ok(page(&staff, &typed, &Offered::read(&staff).await?, &errors))
    };
    visit.answer(recorded, done, again).await
}
