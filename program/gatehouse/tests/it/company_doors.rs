//! Every door of a company, for each of its roles (COM-3, ALL-8, guard G8): the owner, each of the eight rights, a user without any, and
//! those who are none of its users. A door that the table lacks fails.

use crate::routes::{doors, fill, person, signed_in};
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_companies::signals::Ended;
use gatehouse_core::Uuid;
use gatehouse_testkit::{Browser, World, both_engines};
use std::collections::BTreeSet;

/// For whom a door is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    /// Every user.
    Members,
    /// Who has one of these rights.
    AnyOf(&'static [CompanyRight]),
    /// The owner alone.
    Owner,
    /// It leads somewhere else.
    Leads,
}

use CompanyRight::{ChangeSettings, InviteUsers, ManageLicenses, ManageUsers};

/// What stands below a company's word, and for whom.
const DOORS: [(&str, &str, For); 146] = [
    // A chat in the company's name is its own user's; of others there is none.
    ("GET", "/c/{company}/chat", For::Members),
    ("POST", "/c/{company}/chat", For::Members),
    ("GET", "/c/{company}/chat/{chat}", For::Members),
    ("POST", "/c/{company}/chat/{chat}/end", For::Members),
    ("GET", "/c/{company}/chat/{chat}/events", For::Members),
    ("POST", "/c/{company}/chat/{chat}/files", For::Members),
    ("POST", "/c/{company}/chat/{chat}/files/{message}", For::Members),
    ("POST", "/c/{company}/chat/{chat}/messages", For::Members),
    ("GET", "/c/{company}/chat/{chat}/place", For::Members),
    ("GET", "/c/{company}/chat/{chat}/request", For::Members),
    ("POST", "/c/{company}/chat/{chat}/request", For::Members),
    ("POST", "/c/{company}/chat/{chat}/send", For::Members),
    ("POST", "/c/{company}/chat/{chat}/transcript", For::Members),
    ("POST", "/c/{company}/chat/{chat}/typing", For::Members),
    ("GET", "/c/{company}/chats", For::Members),
    // Each user has requests; the boxes of COM-3 say whose others they see and answer.
    ("GET", "/c/{company}/requests", For::Members),
    ("POST", "/c/{company}/requests", For::Members),
    ("GET", "/c/{company}/requests.csv", For::Members),
    ("POST", "/c/{company}/requests.csv", For::Members),
    ("GET", "/c/{company}/requests/new", For::Members),
    ("POST", "/c/{company}/requests/new", For::Members),
    ("POST", "/c/{company}/requests/new/drop", For::Members),
    ("POST", "/c/{company}/requests/new/files", For::Members),
    ("GET", "/c/{company}/requests/{request}", For::Members),
    ("POST", "/c/{company}/requests/{request}/answer", For::Members),
    ("GET", "/c/{company}/requests/{request}/close", For::Members),
    ("POST", "/c/{company}/requests/{request}/close", For::Members),
    ("POST", "/c/{company}/requests/{request}/files", For::Members),
    ("POST", "/c/{company}/requests/{request}/files/{file}", For::Members),
    ("POST", "/c/{company}/requests/{request}/mails", For::Members),
    ("GET", "/c/{company}/requests/{request}/people", For::Members),
    ("POST", "/c/{company}/requests/{request}/people", For::Members),
    ("POST", "/c/{company}/requests/{request}/people/{person}/remove", For::Members),
    // Whoever sees none of them finds none; the contacts of one are for who changes settings and sees it (LIC-27).
    ("GET", "/c/{company}/contracts", For::Members),
    ("GET", "/c/{company}/contracts.csv", For::Members),
    ("GET", "/c/{company}/contracts/{contract}", For::Members),
    ("GET", "/c/{company}/contracts/{contract}/certificate.pdf", For::Members),
    ("GET", "/c/{company}/contracts/{contract}/contacts", For::AnyOf(&[ChangeSettings])),
    ("POST", "/c/{company}/contracts/{contract}/contacts", For::AnyOf(&[ChangeSettings])),
    ("GET", "/c/{company}/contracts/{contract}/ledger", For::Members),
    ("GET", "/c/{company}/contracts/{contract}/ledger.csv", For::Members),
    ("GET", "/c/{company}", For::Members),
    ("GET", "/c/{company}/audit", For::AnyOf(&CompanyRight::ALL)),
    ("GET", "/c/{company}/audit.csv", For::AnyOf(&CompanyRight::ALL)),
    ("GET", "/c/{company}/home", For::Leads),
    ("GET", "/c/{company}/another-owner", For::Owner),
    ("POST", "/c/{company}/another-owner", For::Owner),
    ("POST", "/c/{company}/another-owner/take-back", For::Owner),
    ("GET", "/c/{company}/users", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("GET", "/c/{company}/users.csv", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("GET", "/c/{company}/branches", For::AnyOf(&[ManageUsers, InviteUsers, ChangeSettings])),
    ("GET", "/c/{company}/users/block-all", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/block-all", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/block-all/undo", For::AnyOf(&[ManageUsers])),
    ("GET", "/c/{company}/users/{member}", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/{member}", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/{member}/rights", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/{member}/password", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/{member}/block", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/{member}/unblock", For::AnyOf(&[ManageUsers])),
    ("GET", "/c/{company}/users/{member}/remove", For::AnyOf(&[ManageUsers])),
    ("POST", "/c/{company}/users/{member}/remove", For::AnyOf(&[ManageUsers])),
    ("GET", "/c/{company}/me", For::Members),
    ("POST", "/c/{company}/me", For::Members),
    ("POST", "/c/{company}/me/password", For::Members),
    ("GET", "/c/{company}/me/address", For::Members),
    ("GET", "/c/{company}/me/leave", For::Members),
    ("POST", "/c/{company}/me/leave", For::Members),
    ("GET", "/c/{company}/me/leave/confirm", For::Members),
    ("POST", "/c/{company}/me/leave/confirm", For::Members),
    ("GET", "/c/{company}/logo/{file}", For::Members),
    ("GET", "/c/{company}/settings/logo", For::AnyOf(&[ChangeSettings])),
    ("POST", "/c/{company}/settings/logo", For::AnyOf(&[ChangeSettings])),
    ("POST", "/c/{company}/settings/logo/remove", For::AnyOf(&[ChangeSettings])),
    ("GET", "/c/{company}/notices", For::AnyOf(&CompanyRight::ALL)),
    ("POST", "/c/{company}/notices", For::AnyOf(&CompanyRight::ALL)),
    ("GET", "/c/{company}/settings", For::AnyOf(&[ChangeSettings])),
    ("POST", "/c/{company}/settings", For::AnyOf(&[ChangeSettings])),
    ("GET", "/c/{company}/settings/two-step", For::AnyOf(&[ChangeSettings])),
    ("POST", "/c/{company}/settings/two-step", For::AnyOf(&[ChangeSettings])),
    ("GET", "/c/{company}/settings/delete", For::Owner),
    ("POST", "/c/{company}/settings/delete", For::Owner),
    ("GET", "/c/{company}/settings/delete/confirm", For::Owner),
    ("POST", "/c/{company}/settings/delete/confirm", For::Owner),
    ("GET", "/c/{company}/invitations", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("GET", "/c/{company}/invitations.csv", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("GET", "/c/{company}/invitations/new", For::AnyOf(&[InviteUsers])),
    ("POST", "/c/{company}/invitations/new", For::AnyOf(&[InviteUsers])),
    ("POST", "/c/{company}/invitations/again", For::AnyOf(&[InviteUsers])),
    ("POST", "/c/{company}/invitations/withdraw", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("GET", "/c/{company}/joining", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("POST", "/c/{company}/joining/answer", For::AnyOf(&[ManageUsers, InviteUsers])),
    ("GET", "/c/{company}/owner", For::Members),
    ("POST", "/c/{company}/owner", For::Members),
    ("GET", "/c/{company}/licenses", For::Members),
    ("GET", "/c/{company}/licenses.csv", For::Members),
    ("GET", "/c/{company}/licenses/devices", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/devices.csv", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/renewals", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/renewals.csv", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/usage", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/usage.csv", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/add", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/add", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/add/file", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}", For::Members),
    ("GET", "/c/{company}/licenses/{license}/code", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/code", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/remove", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/remove", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/key-files/make", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/key-files/{file}/get", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/devices/{activation}/deactivate", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/devices/{activation}/deactivate", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/devices/{activation}/rename", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/devices/{activation}/rename", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/devices/{activation}/together", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/devices/{activation}/together", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/reserve", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/reserve", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/reserve/remove", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/merge", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/merge", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/merge/undo", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/merge/undo", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/licenses/{license}/renewal", For::AnyOf(&[ManageLicenses])),
    ("POST", "/c/{company}/licenses/{license}/renewal", For::AnyOf(&[ManageLicenses])),
    ("GET", "/c/{company}/settings/domains", For::Owner),
    ("POST", "/c/{company}/settings/domains", For::Owner),
    ("GET", "/c/{company}/settings/domains/check", For::Leads),
    ("POST", "/c/{company}/settings/domains/check", For::Owner),
    ("GET", "/c/{company}/settings/domains/remove", For::Leads),
    ("POST", "/c/{company}/settings/domains/remove", For::Owner),
    ("GET", "/c/{company}/settings/sign-in", For::Owner),
    ("POST", "/c/{company}/settings/sign-in", For::Owner),
    ("GET", "/c/{company}/settings/sign-in/switch", For::Leads),
    ("POST", "/c/{company}/settings/sign-in/switch", For::Owner),
    ("GET", "/c/{company}/settings/sign-in/test", For::Owner),
    ("GET", "/c/{company}/settings/provisioning", For::Owner),
    ("POST", "/c/{company}/settings/provisioning", For::Owner),
    ("GET", "/c/{company}/settings/provisioning/end", For::Leads),
    ("POST", "/c/{company}/settings/provisioning/end", For::Owner),
    ("GET", "/c/{company}/settings/provisioning/groups", For::Owner),
    ("POST", "/c/{company}/settings/provisioning/groups", For::Owner),
    ("GET", "/c/{company}/settings/provisioning/log", For::AnyOf(&CompanyRight::ALL)),
    ("GET", "/c/{company}/settings/provisioning/log.csv", For::AnyOf(&CompanyRight::ALL)),
];

const WORD: &str = "acme";
const OWNER: &str = "owner@example.com";

/// A company with its owner; answers it.
pub async fn company(world: &World, name: &str, owner: Uuid) -> Uuid {
    let cx = world.cx_of(owner);
    let tx = cx.begin().await.unwrap();
    let new = NewCompany {
        name: name.into(),
        lang: "en".into(),
        country: "DE".into(),
        is_unverified: false,
        account: owner,
        owner: MemberName::new("Olga", "Owner"),
    };
    let company = found(&cx, &tx, new).await.unwrap().company;
    tx.commit().await.unwrap();
    company
}

/// A user of a company with these rights; answers the member.
pub async fn user(world: &World, company: Uuid, account: Uuid, rights: Rights) -> Uuid {
    let new = NewMember {
        account,
        name: MemberName::new("Ulla", "User"),
        country: None,
        branch: None,
        rights,
        joined_by: JoinedBy::Staff,
    };
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let locked = lock(&cx, &tx, company).await.unwrap().unwrap();
    let member = add_member(&cx, &tx, &locked, &new).await.unwrap();
    tx.commit().await.unwrap();
    member
}

async fn knock(browser: &mut Browser, method: &str, path: &str) -> StatusCode {
    let path = fill(&path.replace("{company}", WORD), &[], &Uuid::from_u128(7).to_string());
    let answer = match method {
        "GET" => browser.get(&path).await,
        _ => browser.post(&path, &[]).await,
    };
    assert!(!answer.status.is_server_error(), "{method} {path}: {} {}", answer.status, answer.body);
    answer.status
}

both_engines! {
    /// COM-3, ALL-8
    async fn every_door_of_a_company_opens_by_its_right_and_tells_strangers_nothing(world: World) {
        let listed: BTreeSet<(String, String)> =
            DOORS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
        let open: BTreeSet<(String, String)> = doors(&world)
            .filter(|door| door.path.starts_with("/c/{company}"))
            .map(|door| (door.method.to_string(), door.path.clone().into_owned()))
            .collect();
        assert_eq!(open, listed);
        let owner = person(&world, OWNER).await;
        let acme = company(&world, "Acme", owner).await;
        let mut insiders = vec![(OWNER.to_owned(), Rights::ALL)];
        for right in CompanyRight::ALL {
            let email = format!("{}@example.com", right.word());
            user(&world, acme, person(&world, &email).await, Rights::of(&[right])).await;
            insiders.push((email, Rights::of(&[right])));
        }
        user(&world, acme, person(&world, "plain@example.com").await, Rights::NONE).await;
        insiders.push(("plain@example.com".to_owned(), Rights::NONE));
        let former = user(&world, acme, person(&world, "former@example.com").await, Rights::ALL).await;
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, acme).await.unwrap().unwrap();
        end_membership(&cx, &tx, &locked, former, Ended::Removed).await.unwrap();
        tx.commit().await.unwrap();
        company(&world, "Other", person(&world, "other@example.com").await).await;
        person(&world, "stranger@example.com").await;
        for (email, rights) in insiders {
            let mut browser = signed_in(&world, &email).await;
            for (method, path, whom) in DOORS {
                let met = knock(&mut browser, method, path).await;
                let is_in = match whom {
                    For::Members | For::Leads => true,
                    For::Owner => email == OWNER,
                    For::AnyOf(any) => !rights.and(Rights::of(any)).is_empty(),
                };
                assert_eq!(met != StatusCode::FORBIDDEN, is_in, "{email} at {method} {path}: {met}");
                // What was done leads back to its page.
                if method == Method::GET.as_str() {
                    assert_eq!(met == StatusCode::SEE_OTHER, whom == For::Leads, "{email} at {path}");
                }
            }
        }
        for email in ["former@example.com", "other@example.com", "stranger@example.com"] {
            let mut browser = signed_in(&world, email).await;
            for (method, path, _) in DOORS {
                assert_eq!(knock(&mut browser, method, path).await, StatusCode::NOT_FOUND, "{email} at {method} {path}");
            }
        }
    }
}
