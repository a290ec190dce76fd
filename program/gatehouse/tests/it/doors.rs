//! Who may enter where: every door of the running site, tried by everybody who could come. Those of the API are in `api_doors.rs`.

use crate::routes::{doors, fill, member_in, operations, person, signed_in};
use axum::http::{Method, StatusCode};
use gatehouse_core::{Role, Uuid};
use gatehouse_testkit::{Answer, Browser, World, both_engines};
use gatehouse_web::{Entry, Route};
use std::collections::BTreeSet;

/// What strangers get. This list may only shrink: whoever adds a line says in the review why a stranger needs the door.
const FOR_STRANGERS: [(&str, &str); 108] = [
    ("GET", "/"),
    // What sites and apps find out by themselves that sign people in here (ACC-21).
    ("GET", "/.well-known/oauth-authorization-server"),
    ("GET", "/.well-known/openid-configuration"),
    ("GET", "/oauth/jwks"),
    // A site or an app sends somebody to sign in or out, by an address or by a form that leads there; requests are counted in the handler.
    ("GET", "/oauth/authorize"),
    ("POST", "/oauth/authorize"),
    ("GET", "/oauth/logout"),
    ("GET", "/oauth/logout/done"),
    ("GET", "/oauth/logout/now"),
    ("POST", "/oauth/logout"),
    ("POST", "/oauth/logout/now"),
    // Somebody types the code of a product, and signs in then (RFC 8628).
    ("GET", "/device"),
    // The vendor's logo and colors, on pages before signing in and in mails.
    ("GET", "/_brand/{file}"),
    ("GET", "/account-deleted"),
    // The mailed link that attaches an account elsewhere (ACC-8).
    ("GET", "/attach-service"),
    // What a product asks for before its first activation, which needs no account.
    ("GET", "/agreements/{id}"),
    ("GET", "/browsers"),
    // Whether a license certificate is genuine, for whoever it was handed to; a check is counted in its handler (LIC-25).
    ("GET", "/certificate"),
    ("GET", "/certificate/{number}"),
    // The same of the certificate of a contract (LIC-28).
    ("GET", "/contract-certificate"),
    ("GET", "/contract-certificate/scanned"),
    // The link of a company's notice: its page, and the address of a mail program's single click (COM-13).
    ("GET", "/company-notices/stop"),
    ("GET", "/company-notices/stop/now"),
    // A visitor chats with support: the form, and their own chat by the token in their browser (SUP-20).
    ("GET", "/chat"),
    ("GET", "/chat/{chat}"),
    ("GET", "/chat/{chat}/events"),
    ("GET", "/chat/{chat}/place"),
    ("GET", "/confirm"),
    // The links of a change of address: at the new one, and at the old one.
    ("GET", "/confirm-email"),
    // A file by a link of ten minutes, on the files' own origin, where nobody has a session: the link says for whom it is (SUP-5).
    ("GET", "/f/{file}"),
    ("GET", "/forgot-password"),
    // The secret question of a plain login: only after a passed human check.
    ("GET", "/forgot-password/question"),
    ("GET", "/forgot-password/sent"),
    // After its right answer: a code by text message, and the address of the button that sends it.
    ("GET", "/forgot-password/text"),
    ("GET", "/forgot-password/text/send"),
    // The help center is public (ALL-10).
    ("GET", "/help"),
    ("GET", "/help/category/{category}"),
    ("GET", "/help/glossary"),
    // What a script asks while somebody types a subject; counted in its handler, as the search is.
    // The pictures of articles, for whoever may read a text that has them; looks at those that staff sent are counted in the handler.
    ("GET", "/help/picture/{file}"),
    ("GET", "/help/suggested"),
    ("GET", "/help/{article}"),
    ("GET", "/human-check/{picture}"),
    // The link of a notice, which stops the removal of lost factors.
    ("GET", "/keep-two-step"),
    // The link of a notice, which stops a change of owner (COM-3).
    ("GET", "/keep-owner"),
    // The ways to a code that got lost: the same for everybody (LIC-12).
    ("GET", "/lost-code"),
    // A key file by its code, the link of its mail, and files of devices that are never online (LIC-11, LIC-32).
    ("GET", "/key-file"),
    ("GET", "/key-file/download"),
    ("GET", "/key-file/request"),
    ("GET", "/pause-emails"),
    ("GET", "/register"),
    ("GET", "/register/sent"),
    // The files of an answer for who has no account, by the link of its mail.
    ("GET", "/request-files"),
    // The link of a request's mails, for people with an account or without: its page, and the address of a mail program's single click.
    ("GET", "/request-mails/stop"),
    ("GET", "/request-mails/stop/now"),
    ("GET", "/robots.txt"),
    // The page of a link for sending files, for who has no account or is at another machine (SUP-5).
    ("GET", "/send/{link}"),
    // Who sold a license, for who has no account (LIC-35).
    ("GET", "/seller"),
    ("GET", "/seller/order"),
    ("GET", "/set-password"),
    ("GET", "/sign-in"),
    // The second step of a sign-in, and what to do without a code: only where the password was just given.
    ("GET", "/sign-in/code"),
    // Who comes from a product with an address and has no password gets a link by mail (ACC-4).
    ("GET", "/sign-in/link"),
    ("GET", "/sign-in/lost"),
    // The address of the form that a passkey answers; it leads to the sign-in.
    ("GET", "/sign-in/passkey"),
    // The address of the button that sends a code; it leads to the second step.
    ("GET", "/sign-in/text"),
    // The way to a service that people sign in with, its answer, and what follows a new one; each is counted in its handler.
    ("GET", "/sign-in/service"),
    ("GET", "/sign-in/with/{service}"),
    ("GET", "/sign-in/with/{service}/answer"),
    ("GET", "/staff/set-password"),
    ("GET", "/staff/setup"),
    ("GET", "/staff/setup/presence"),
    ("GET", "/staff/sign-in"),
    ("GET", "/staff/sign-in/code"),
    ("GET", "/staff/sign-in/passkey"),
    // The way of staff to the vendor's own provider, and its answer; each is counted in its handler.
    ("GET", "/staff/sign-in/sso"),
    ("GET", "/staff/sign-in/sso/answer"),
    // The link of a notification: its page, and the address of a mail program's single click, which leads there when it is looked at.
    ("GET", "/stop-emails"),
    ("GET", "/stop-emails/now"),
    // People who cannot sign in ask support, and read how large files are sent (SUP-13, SUP-16).
    ("GET", "/support"),
    ("GET", "/support/sent"),
    ("GET", "/support/upload"),
    // The form behind the link of a survey, for who is not signed in (SUP-15).
    ("GET", "/survey"),
    // A trial is asked for without an account (LIC-22), and erased by the link of its mails.
    ("GET", "/trial"),
    ("GET", "/trial/{product}"),
    ("GET", "/trial/stop"),
    ("GET", "/trial/stop/now"),
    ("GET", "/undo-email"),
    // The link of the mail about the first factor: its page.
    ("GET", "/undo-two-step"),
    ("GET", "/api/v1/issuing-keys"),
    ("GET", "/api/v1/root-keys"),
    ("POST", "/language"),
    // What a browser is asked that may have a passkey: the same for everybody, and nothing is stored.
    ("POST", "/sign-in/passkey/question"),
    ("POST", "/sign-in/with/{service}/answer"),
    ("POST", "/sign-out"),
    // The way to a company's own provider, its answer, and what follows; each is counted in its handler (COM-14).
    ("GET", "/sign-in/company"),
    ("GET", "/sign-in/company/{provider}"),
    ("GET", "/sign-in/company/{provider}/answer"),
    ("GET", "/sign-in/company/{provider}/connect"),
    ("POST", "/staff/sign-in/passkey/question"),
    ("POST", "/staff/sign-out"),
    ("POST", "/theme"),
    // Registering with a company, its mailed links and those of invitations: for people without an account (COM-1, COM-5).
    ("GET", "/companies/activate"),
    ("GET", "/companies/invitation"),
    ("GET", "/companies/register"),
    ("GET", "/companies/register/sent"),
    ("GET", "/companies/register/without"),
    // Signing out for the account that a link is for; stores nothing.
    ("POST", "/companies/activate/switch"),
    ("POST", "/companies/invitation/switch"),
];

/// The same, with a budget that is counted first.
const FOR_STRANGERS_COUNTED: [(&str, &str); 78] = [
    ("GET", "/api/v1/agreements/{product}"),
    ("GET", "/api/v1/revocation-lists/{product}"),
    ("GET", "/api/v1/status-lists/{product}/{list}"),
    ("POST", "/attach-service"),
    ("POST", "/certificate"),
    ("POST", "/chat"),
    ("POST", "/chat/{chat}/end"),
    ("POST", "/chat/{chat}/files"),
    ("POST", "/chat/{chat}/files/{message}"),
    ("POST", "/chat/{chat}/messages"),
    ("POST", "/chat/{chat}/send"),
    ("POST", "/chat/{chat}/transcript"),
    ("POST", "/chat/{chat}/typing"),
    ("POST", "/company-notices/stop"),
    ("POST", "/company-notices/stop/now"),
    ("POST", "/confirm"),
    ("POST", "/confirm-email"),
    ("POST", "/contract-certificate"),
    ("POST", "/device"),
    ("POST", "/forgot-password"),
    ("POST", "/forgot-password/again"),
    ("POST", "/forgot-password/question"),
    ("POST", "/forgot-password/text"),
    ("POST", "/forgot-password/text/send"),
    // Whether an article helped, and what was missing in it.
    ("POST", "/help/{article}/comment"),
    ("POST", "/help/{article}/helped"),
    ("POST", "/keep-owner"),
    ("POST", "/keep-two-step"),
    ("POST", "/key-file"),
    ("POST", "/key-file/download"),
    ("POST", "/key-file/request"),
    ("POST", "/pause-emails"),
    ("POST", "/register"),
    ("POST", "/register/again"),
    ("POST", "/seller"),
    ("POST", "/seller/order"),
    ("POST", "/send/{link}"),
    ("POST", "/set-password"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/code"),
    ("POST", "/sign-in/company"),
    ("POST", "/sign-in/company/{provider}/connect"),
    ("POST", "/sign-in/link"),
    ("POST", "/sign-in/lost"),
    ("POST", "/sign-in/passkey"),
    ("POST", "/sign-in/service"),
    ("POST", "/sign-in/text"),
    ("POST", "/staff/set-password"),
    ("POST", "/staff/setup"),
    ("POST", "/staff/setup/presence"),
    ("POST", "/staff/sign-in"),
    ("POST", "/staff/sign-in/code"),
    ("POST", "/staff/sign-in/passkey"),
    // The provider ends sessions, by a signed token.
    ("POST", "/staff/sign-in/sso/logout"),
    ("POST", "/stop-emails"),
    ("POST", "/stop-emails/now"),
    ("POST", "/request-files"),
    ("POST", "/request-mails/stop"),
    ("POST", "/request-mails/stop/now"),
    ("POST", "/support"),
    ("POST", "/survey"),
    ("POST", "/trial"),
    ("POST", "/trial/stop"),
    ("POST", "/trial/stop/now"),
    ("POST", "/undo-email"),
    ("POST", "/undo-two-step"),
    ("POST", "/api/v1/activations"),
    // Why an activation is refused, for the person at the device: as an activation, with a budget of its own.
    ("POST", "/api/v1/activations/explain"),
    ("POST", "/api/v1/activations/{activation}/deactivate"),
    ("POST", "/api/v1/activations/{activation}/renew"),
    ("POST", "/api/v1/key-files"),
    ("POST", "/companies/activate"),
    ("POST", "/companies/activate/again"),
    ("POST", "/companies/invitation"),
    ("POST", "/companies/invitation/ask"),
    ("POST", "/companies/invitation/decline"),
    ("POST", "/companies/register"),
    ("POST", "/companies/register/again"),
];

/// Methods and patterns.
pub type Addresses = BTreeSet<(String, String)>;

pub fn named(door: &Route) -> (String, String) {
    (door.method.to_string(), door.path.clone().into_owned())
}

/// What is open to strangers, pages and operations without a key: with no budget, and with one.
pub fn open_to_strangers(world: &World) -> (Addresses, Addresses) {
    let open = doors(world).chain(operations(world)).filter(|door| door.entry == Entry::Anyone);
    let (free, counted): (Vec<_>, Vec<_>) = open.partition(|door| door.budget.is_none());
    (free.into_iter().map(named).collect(), counted.into_iter().map(named).collect())
}

fn owned(table: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    table.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect()
}

/// Knocks at a door with an id that nothing has.
async fn knock(browser: &mut Browser, door: &Route) -> Answer {
    let path = fill(&door.path, &[], &Uuid::from_u128(7).to_string());
    let answer = match door.method {
        Method::GET => browser.get(&path).await,
        _ => browser.post(&path, &[]).await,
    };
    assert!(!answer.status.is_server_error(), "{} {path}: {} {}", door.method, answer.status, answer.body);
    answer
}

/// What becomes of somebody at a door.
#[derive(Debug, PartialEq, Eq)]
enum Met {
    /// They are in, whatever is found there.
    In,
    /// They are asked to sign in as a customer.
    SignIn,
    /// They are asked to sign in as one of the staff.
    StaffSignIn,
    /// Their role is another one.
    Forbidden,
}

impl Met {
    fn of(answer: &Answer) -> Self {
        match answer.location().split('?').next() {
            Some("/sign-in") => Self::SignIn,
            Some("/staff/sign-in") => Self::StaffSignIn,
            _ if answer.status == StatusCode::FORBIDDEN => Self::Forbidden,
            _ => Self::In,
        }
    }
}

both_engines! {
    /// ACC-6, ALL-8
    async fn strangers_get_what_the_table_says_and_nothing_else(world: World) {
        let (free, counted) = open_to_strangers(&world);
        assert_eq!(free, owned(&FOR_STRANGERS));
        assert_eq!(counted, owned(&FOR_STRANGERS_COUNTED));
    }

    /// ACC-6, ALL-8
    async fn every_door_opens_for_those_whom_it_names_and_for_nobody_else(world: World) {
        person(&world, "customer@example.com").await;
        let mut customer = signed_in(&world, "customer@example.com").await;
        let mut staff = Vec::new();
        for role in Role::ALL {
            let email = format!("{}@example.com", role.word());
            staff.push((role, member_in(&world, world.browser(), &email, role).await));
        }
        for door in doors(&world) {
            let (roles, stranger) = match door.entry {
                Entry::Anyone => {
                    // Signing out would end what the next doors are tried with.
                    knock(&mut world.browser(), door).await;
                    continue;
                }
                Entry::Customers => (&[] as &[Role], Met::SignIn),
                Entry::Staff(roles) => (roles, Met::StaffSignIn),
                Entry::Keys(_) | Entry::Tokens => panic!("{} is no page", door.path),
            };
            let place = format!("{} {}", door.method, door.path);
            assert_eq!(Met::of(&knock(&mut world.browser(), door).await), stranger, "nobody at {place}");
            let of_customer = if door.entry == Entry::Customers { Met::In } else { Met::StaffSignIn };
            assert_eq!(Met::of(&knock(&mut customer, door).await), of_customer, "a customer at {place}");
            for (role, member) in &mut staff {
                let expected = match door.entry {
                    Entry::Staff(_) if *role == Role::Administrator || roles.contains(role) => Met::In,
                    Entry::Staff(_) => Met::Forbidden,
                    _ => Met::SignIn,
                };
                assert_eq!(Met::of(&knock(member, door).await), expected, "{} at {place}", role.word());
            }
        }
        // Nothing that was tried has ended a session, which would make the rest of the tries a stranger's.
        customer.get("/account").await.expect(StatusCode::OK);
        for (_, member) in &mut staff {
            member.get("/staff").await.expect(StatusCode::OK);
        }
    }
}
