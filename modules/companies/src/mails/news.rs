//! Administrators are told what happened in the company (COM-13).

use crate::events::{ended, joined};
use crate::model::notice::{News, Several, stop_links};
use crate::model::states::JoinedBy;
use crate::queries::recipients::ToTell;
use crate::signals::Ended;
use crate::tables::company;
use crate::texts::listed;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// Which mail it is.
const fn kind(news: &News) -> &'static str {
    match news {
        News::JoinAsked { .. } => "companies.join_asked",
        News::CannotJoin { .. } => "companies.cannot_join",
        _ => "companies.news",
    }
}

/// Queues the mail to one of them.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, company: &company::Model, one: &ToTell, news: &News) -> Result<(), Fault> {
    let (lang, name) = (one.to.lang, company.name.as_str());
    let t = crate::texts(lang);
    let at = |page: &str| format!("/c/{}{page}", company.slug);
    let person = |person: &str| if person.is_empty() { t.msg_no_name() } else { person.to_owned() };
    let facts = |product: &str, number: &str| {
        vec![(t.msg_mail_product(), product.to_owned()), (t.msg_mail_license(), number.to_owned())]
    };
    let comer = |name: &str, email: &str| {
        vec![(t.msg_name(), name.to_owned()), (t.msg_join_email(), gatehouse_address::shown(email))]
    };
    // The first by name, and how many more there are.
    let names = |several: &Several| {
        let more = several.count - i64::try_from(several.names.len()).unwrap_or(several.count);
        let named = (!several.names.is_empty()).then(|| listed(&several.names, lang));
        let more = (more > 0 && named.is_some()).then(|| t.msg_mail_several_more(more));
        named.into_iter().chain(more)
    };
    let letter = Letter::new(cx, kind(news), &one.to);
    let letter = match news {
        News::UserJoined { name: who, email, how } => {
            let address = (!email.is_empty()).then(|| (t.msg_join_email(), gatehouse_address::shown(email)));
            let how = JoinedBy::from_word(how).map(|by| (t.msg_joined_by(), joined(by, lang)));
            letter
                .title(t.msg_mail_joined_title())
                .lead(t.msg_mail_joined_lead(name, person(who)))
                .facts(address.into_iter().chain(how))
                .button(t.msg_mail_users(), &at("/users"))
        }
        News::UserGone { name: who, how } => letter
            .title(t.msg_mail_gone_title())
            .lead(t.msg_mail_gone_lead(name, person(who)))
            .facts(ended(how, lang).map(|how| (t.msg_ended(), how)))
            .button(t.msg_mail_users(), &at("/users")),
        News::UsersJoined(several) => letter
            .title(t.msg_mail_several_joined_title())
            .lead(t.msg_mail_several_joined_lead(several.count, name))
            .lines(names(several))
            .facts([(t.msg_joined_by(), joined(JoinedBy::Directory, lang))])
            .button(t.msg_mail_users(), &at("/users")),
        News::UsersGone(several) => letter
            .title(t.msg_mail_several_gone_title())
            .lead(t.msg_mail_several_gone_lead(several.count, name))
            .lines(names(several))
            .facts(ended(Ended::ByDirectory.word(), lang).map(|how| (t.msg_ended(), how)))
            .button(t.msg_mail_users(), &at("/users")),
        News::LicenseAdded { product, number, by } => letter
            .title(t.msg_mail_license_added_title())
            .lead(t.msg_mail_license_added_lead(name, person(by)))
            .facts(facts(product, number))
            .button(t.msg_mail_licenses(), &at("/licenses")),
        News::LicenseRemoved { product, number, by } => letter
            .title(t.msg_mail_license_removed_title())
            .lead(t.msg_mail_license_removed_lead(name, person(by)))
            .facts(facts(product, number))
            .button(t.msg_mail_licenses(), &at("/licenses")),
        News::LicenseRefused { product, number } => letter
            .title(t.msg_mail_license_refused_title())
            .lead(t.msg_mail_license_refused_lead(name))
            .facts(facts(product, number))
            .button(t.msg_mail_licenses(), &at("/licenses")),
        News::JoinAsked { name: who, email } => letter
            .title(t.msg_mail_asked_title())
            .lead(t.msg_mail_asked_lead(name))
            .facts(comer(who, email))
            .button(t.msg_mail_asked_button(), &at("/joining"))
            .after(t.msg_mail_asked_term()),
        News::CannotJoin { name: who, email } => letter
            .title(t.msg_mail_cannot_title())
            .lead(t.msg_mail_cannot_lead(name))
            .facts(comer(who, email))
            .line(t.msg_mail_cannot_ways())
            .button(t.msg_invitations_title(), &at("/invitations")),
    };
    if one.is_always {
        return letter.reason(t.msg_mail_reason_owner(name)).queue(tx).await;
    }
    let (page, click) = stop_links(cx, one.member, news.kind())?;
    letter.ended_by(&page, &click, |page| t.msg_mail_stop(page)).reason(t.msg_mail_reason_right(name)).queue(tx).await
}
