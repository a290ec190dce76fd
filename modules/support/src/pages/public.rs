//! `/support`: the form for people who cannot sign in (SUP-16), or whose code strangers know (LIC-21). Who can sign in is led to their requests.

use super::form::Form;
use super::sheet::input;
use super::{PUBLIC, advice};
use crate::actions::open_public::{OpenPublic, REQUESTS, Stored, open_public};
use crate::actions::public_files::{MOST_BYTES, MOST_FILES};
use crate::model::category::{Asker, Category};
use crate::model::form::{FieldName, at, fields};
use crate::model::message::{MOST_SUBJECT, MOST_TYPED};
use crate::texts;
use gatehouse_files::links::SHORT;
use gatehouse_guard::human::HumanAnswer;
use gatehouse_signin::carried;
use gatehouse_web::frames::{Card, PanelForm, Paragraph, Points};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Visit, human};

const SENT: &str = "/support/sent";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.form(PUBLIC, show, send, REQUESTS.forms).get(SENT, sent))
}

/// What stands in it beside the fields of the category.
#[derive(Default)]
struct Typed {
    form: Form,
    name: String,
    email: String,
    phone: String,
}

async fn show(visit: Visit, asked: Asked) -> Result<Done, Halt> {
    let form = Form::of_address(&asked);
    let category = form.category().filter(|category| category.is_offered(Asker::Stranger));
    let typed = Typed { form, ..Typed::default() };
    match category {
        Some(category) => visit.show(&form_page(&visit, category, &typed, &FormErrors::new()).await?),
        None => visit.show(&ways(&visit, &typed.form)),
    }
}

/// Whom it is for: who can sign in asks there, where more is known of them. What a page has filled in stays filled in (SUP-21).
fn ways(visit: &Visit, form: &Form) -> Card {
    let t = texts(visit.lang());
    let mut card = Card::new(visit, t.msg_pub_title(), &FormErrors::new()).lede(t.msg_pub_lede());
    let known = [("subject", form.get("subject")), ("description", form.get("description"))];
    card = card.with(&Button::link(t.msg_pub_sign_in(), address("/requests/new", &known)).primary().wide());
    for category in Category::offered(Asker::Stranger) {
        let mut pairs = vec![("category", category.word())];
        pairs.extend(known);
        let to = address(PUBLIC, &pairs);
        card = card.with(&Button::link(category.name(visit.lang()), to).wide());
    }
    card.way(t.msg_pub_files(), t.msg_pub_files_link(), super::upload::UPLOAD)
}

async fn form_page(visit: &Visit, category: Category, typed: &Typed, errors: &FormErrors) -> Result<Card, Halt> {
    let lang = visit.lang();
    let (t, form) = (texts(lang), &typed.form);
    let most = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    let mut panel = PanelForm::in_card(PUBLIC)
        .field(&Field::hidden("category", category.word()))
        .field(
            &Field::text("name", t.msg_pub_name())
                .autocomplete("name")
                .value(&typed.name)
                .max_length(120)
                .errors(errors),
        )
        .field(
            &Field::email("email", t.msg_pub_email()).hint(t.msg_pub_email_hint()).value(&typed.email).errors(errors),
        )
        .field(
            &Field::tel("phone", t.msg_pub_phone())
                .autocomplete("tel")
                .value(&typed.phone)
                .max_length(60)
                .optional(lang)
                .errors(errors),
        );
    panel = panel.fields(fields(category).iter().map(|field| input(*field, form, errors, lang)));
    let subject =
        Field::text("subject", t.msg_mail_subject()).value(form.get("subject")).max_length(most(MOST_SUBJECT));
    let text = TextArea::new("description", t.msg_ask_description())
        .value(form.get("description"))
        .max_length(most(MOST_TYPED))
        .rows(8);
    let text = match category {
        Category::CompromisedCode => text.hint(t.msg_pub_letter()),
        _ => text.hint(t.msg_ask_description_hint()),
    };
    panel = panel
        .field(&subject.errors(errors))
        .fields(advice::suggestions(&visit.cx, form.get("subject"), None, lang).await?)
        .field(&text.errors(errors))
        .field(&human::for_form(&visit.cx, REQUESTS.form)?.errors(errors))
        .submit(t.msg_ask_send());
    let card = Card::new(visit, category.name(lang), errors).lede(category.hint(lang)).with(&panel);
    Ok(card.way(t.msg_pub_can_sign_in(), t.msg_pub_sign_in(), "/requests/new"))
}

async fn send(visit: Visit, Posted(pairs): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let asked = Asked::from(pairs);
    let text = |name: &str| asked.raw(name).unwrap_or_default().to_owned();
    let typed = Typed { form: Form::read(text), name: text("name"), email: text("email"), phone: text("phone") };
    let field = |name: FieldName| (name.word().to_owned(), text(&at(name)));
    let input = OpenPublic {
        category: text("category"),
        name: typed.name.clone(),
        email: typed.email.clone(),
        phone: typed.phone.clone(),
        subject: text("subject"),
        description: text("description"),
        fields: FieldName::ALL.into_iter().map(field).collect(),
        human: HumanAnswer {
            human_token: text("human_token"),
            human_nonce: text("human_nonce"),
            human_picture: text("human_picture"),
        },
    };
    let category = typed.form.category().filter(|category| category.is_offered(Asker::Stranger));
    let Some(category) = category else { return Ok(visit.go(PUBLIC)) };
    let done = async |stored: Stored| {
        let done = visit.go(SENT);
        Ok(match &stored.files {
            Some(token) => carried::keep(&visit, done, SENT, token.expose(), SHORT)?,
            None => done,
        })
    };
    visit
        .answer(open_public(&visit.cx, &input).await, done, async |errors: FormErrors| {
            form_page(&visit, category, &typed, &errors).await
        })
        .await
}

/// The same for everybody, whatever is known of the address (ACC-6).
async fn sent(visit: Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let lines = [t.msg_pub_sent_number(), t.msg_pub_sent_reply(), t.msg_pub_sent_spam()];
    let card = Card::new(&visit, t.msg_pub_sent_title(), &FormErrors::new()).lede(t.msg_pub_sent_lede());
    let card = card.with(&Points::new(t.msg_pub_sent_next(), lines)).way("", t.msg_stop_home(), "/");
    // For an hour, and for this browser alone.
    let Some(token) = carried::carried(&visit, SENT) else { return visit.show(&card) };
    let size = sizes(visit.lang(), MOST_BYTES);
    let add = Button::link(t.msg_pub_files_add(), format!("/send/{}", token.expose())).primary().wide();
    Ok(visit.show(&card.with(&Paragraph::new(t.msg_pub_files_text(MOST_FILES, size))).with(&add))?.secret())
}
