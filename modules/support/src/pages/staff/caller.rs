//! `/staff/requests/new`: a request is opened for somebody who called or wrote a letter (SUP-23).

use super::request::at;
use crate::actions::open_for_caller::{OpenForCaller, open_for_caller};
use crate::lists::staff_requests::Requests;
use crate::model::category::Category;
use crate::model::request::Channel;
use crate::rights::AGENTS;
use crate::texts;
use gatehouse_accounts::contacts;
use gatehouse_catalog::queries::products;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| doors.form("/staff/requests/new", blank, open))
}

async fn blank(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let input = OpenForCaller {
        account: asked.get("account"),
        channel: "call".to_owned(),
        category: Category::Portal.word().to_owned(),
        lang: staff.visit.lang().tag().to_owned(),
        ..OpenForCaller::default()
    };
    staff.visit.show(&page(&staff, &input, &FormErrors::new()).await?)
}

async fn page(staff: &Staff, input: &OpenForCaller, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let (cx, t) = (&visit.cx, texts(lang));
    let channels = [Channel::Call, Channel::Letter].map(|channel| Choice::new(channel.word(), channel.name(lang)));
    let categories = Category::ALL.map(|category| Choice::new(category.word(), category.name(lang)));
    let mut form = PanelForm::new("/staff/requests/new")
        .alone()
        .field(&Choices::one("channel", t.msg_channel(), channels).values(&[&input.channel]).errors(errors));
    let account = Uuid::parse_str(&input.account).ok();
    let known = match account {
        Some(account) => contacts::contact(cx, cx.read(), account).await?,
        None => None,
    };
    form = if let Some(contact) = &known {
        let company =
            Checkbox::new("for_company", t.msg_staff_caller_for_company()).checked(input.for_company == "true");
        form.field(&Field::hidden("account", input.account.as_str()))
            .field(&gatehouse_web::frames::Paragraph::new(t.msg_staff_caller_is(&contact.label)))
            .field(&company.errors(errors))
    } else {
        let languages = Select::languages("lang", t.msg_staff_language(), &Lang::ALL).value(&input.lang);
        form.field(&Field::text("name", t.msg_staff_name()).autocomplete("off").value(&input.name).errors(errors))
            .field(&Field::email("email", t.msg_staff_email()).autocomplete("off").value(&input.email).errors(errors))
            .field(&Field::tel("phone", t.msg_staff_phone()).value(&input.phone).optional(lang).errors(errors))
            .field(&languages.errors(errors))
    };
    let products = products::all_by_name(cx).await?.into_iter();
    let products = products.map(|(id, name)| Choice::new(id.to_string(), name));
    let product =
        Select::new("product", t.msg_staff_product(), products).first(t.msg_staff_product_none()).value(&input.product);
    let form = form
        .field(&Select::new("category", t.msg_category(), categories).value(&input.category).errors(errors))
        .field(&product.errors(errors))
        .field(&Field::text("subject", t.msg_mail_subject()).value(&input.subject).errors(errors))
        .field(
            &TextArea::new("description", t.msg_staff_caller_said()).rows(8).value(&input.description).errors(errors),
        )
        .button(Button::submit(t.msg_staff_caller_open()).primary())
        .button(Button::link(t.msg_staff_back(), Requests::AT));
    let head = PageHead::new(t.msg_staff_open_for_caller())
        .lede(t.msg_staff_caller_lede())
        .crumbs(lang, [(t.msg_requests(), Requests::AT)]);
    Ok(Sheet::new(visit, t.msg_staff_open_for_caller(), head).narrow().errors(errors).with(&form))
}

async fn open(staff: Staff, Posted(input): Posted<OpenForCaller>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let opened = open_for_caller(&visit.cx, &input).await;
    let done = async |opened: crate::actions::Opened| {
        let said = texts(visit.lang()).msg_staff_caller_opened(opened.number.to_string());
        Ok(visit.go_saying(&at(opened.id, ""), said))
    };
    visit.answer(opened, done, async |errors: FormErrors| page(&staff, &input, &errors).await).await
}
