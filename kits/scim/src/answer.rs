//! From a request to its answer. The doors that call it have found the company of the token and counted the request.

use crate::directory::{Directory, GroupRecord, Meta, Precondition, UserRecord};
use crate::error::Error;
use crate::filter::{GroupFilter, UserFilter};
use crate::group::WholeGroup;
use crate::limits;
use crate::patch::{GroupEffect, GroupPatch, UserEffect, UserPatch};
use crate::query::{ListQuery, Sent};
use crate::user::WholeUser;
use crate::{MEDIA_TYPE, discovery, render};
use serde_json::Value;

/// Searching by a body (RFC 7644 §3.4.3).
const SEARCH: &str = ".search";

/// A request as it came.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// In capitals.
    pub method: &'a str,
    /// Below the base, such as `/Users/ID`.
    pub path: &'a str,
    /// What stands behind the question mark.
    pub query: &'a str,
    /// `If-Match`.
    pub if_match: Option<&'a str>,
    /// `If-None-Match`.
    pub if_none_match: Option<&'a str>,
    /// `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The body.
    pub body: &'a [u8],
}

/// How a request was understood, for the company's log of its directory: names of attributes, no values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Such as `user.patch`; empty where the address is none.
    pub what: &'static str,
    /// The resource that was named or made.
    pub id: Option<String>,
    /// The effects that were asked for.
    pub effects: Vec<String>,
    /// Why it was refused.
    pub refusal: Option<Error>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`, `ETag`, `Location`, `Retry-After`, `Allow`.
    pub headers: Vec<(&'static str, String)>,
    /// None for 204 and 304.
    pub body: Option<Value>,
    /// For the log.
    pub reading: Reading,
}

/// An error as an answer, for what the doors refuse themselves.
#[must_use]
pub fn refused(error: Error) -> Answer {
    let mut answer = body(error.status, error.body());
    answer.headers.extend(error.retry_after.map(|seconds| ("Retry-After", seconds.to_string())));
    answer.reading.refusal = Some(error);
    answer
}

fn body(status: u16, body: Value) -> Answer {
    let headers = vec![("Content-Type", MEDIA_TYPE.to_owned())];
    Answer { status, headers, body: Some(body), reading: Reading::default() }
}

fn empty(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: None, reading: Reading::default() }
}

/// Answers a request. `base` is the address of the API without a slash at its end, `https://HOST/scim/v2`.
pub async fn answer<D: Directory>(directory: &D, base: &str, request: &Request<'_>) -> Answer {
    let call = Call { directory, base, request };
    let mut reading = Reading::default();
    let mut answer = match call.answer(&mut reading).await {
        Ok(answer) => answer,
        Err(error) => {
            reading.refusal = Some(error.clone());
            let mut answer = refused(error);
            if answer.status == 405 {
                answer.headers.push(("Allow", allowed(request.path).to_owned()));
            }
            answer
        }
    };
    answer.reading = reading;
    answer
}

/// The parts of a path; none if it is no address of ours.
fn parts(path: &str) -> Option<(&str, Option<&str>)> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    match path.split_once('/') {
        None => Some((path, None)),
        Some((place, id)) => {
            let is_id = !id.is_empty()
                && id.len() <= 128
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
            is_id.then_some((place, Some(id)))
        }
    }
}

fn allowed(path: &str) -> &'static str {
    match parts(path) {
        Some(("Users" | "Groups", None)) => "GET, POST",
        Some(("Users" | "Groups", Some(_))) => "GET, PUT, PATCH, DELETE",
        _ => "GET",
    }
}

struct Call<'a, D> {
    directory: &'a D,
    base: &'a str,
    request: &'a Request<'a>,
}

impl<D: Directory> Call<'_, D> {
    async fn answer(&self, reading: &mut Reading) -> Result<Answer, Error> {
        let request = self.request;
        if request.body.len() > limits::BODY {
            return Err(Error::too_large("A body may have 256 KB."));
        }
        // Colons of a URN may come encoded.
        let path = request.path.replace("%3A", ":").replace("%3a", ":");
        let (place, id) = parts(&path).ok_or_else(Error::not_found)?;
        reading.id = id.filter(|id| matches!(place, "Users" | "Groups") && *id != SEARCH).map(str::to_owned);
        if matches!(request.method, "POST" | "PUT" | "PATCH") {
            self.check_media_type()?;
        }
        let sent = Sent::read(request.query)?;
        match place {
            // RFC 7644 §3.12: 501 says that searching by a body is not supported; 404 would say that there is nobody.
            "Users" | "Groups" if id == Some(SEARCH) => Err(Error::new(501, "This is not supported.")),
            "Users" => self.users(id, &sent, reading).await,
            "Groups" => self.groups(id, &sent, reading).await,
            "ServiceProviderConfig" | "ResourceTypes" | "Schemas" if request.method != "GET" => Err(not_allowed()),
            "ServiceProviderConfig" if id.is_none() => {
                reading.what = "config.read";
                Ok(body(200, discovery::config(self.base)))
            }
            "ResourceTypes" => {
                reading.what = "types.read";
                discovery::resource_types(self.base, id).map(|found| body(200, found)).ok_or_else(Error::not_found)
            }
            "Schemas" => {
                reading.what = "schemas.read";
                discovery::schemas(self.base, id).map(|found| body(200, found)).ok_or_else(Error::not_found)
            }
            "Bulk" | "Me" | SEARCH => Err(Error::new(501, "This is not supported.")),
            _ => Err(Error::not_found()),
        }
    }

    fn check_media_type(&self) -> Result<(), Error> {
        let Some(sent) = self.request.content_type else { return Ok(()) };
        let kind = sent.split(';').next().unwrap_or(sent).trim();
        if kind.eq_ignore_ascii_case(MEDIA_TYPE) || kind.eq_ignore_ascii_case("application/json") {
            Ok(())
        } else {
            Err(Error::new(415, "A body is application/scim+json or application/json."))
        }
    }

    fn precondition(&self) -> Precondition {
        match self.request.if_match.map(str::trim) {
            None | Some("*" | "") => Precondition::None,
            Some(tags) => Precondition::Versions(versions(tags)),
        }
    }

    /// 304 where the caller has this version.
    fn is_known(&self, meta: &Meta) -> bool {
        self.request.if_none_match.is_some_and(|tags| tags.trim() == "*" || versions(tags).contains(&meta.version))
    }

    async fn users(&self, id: Option<&str>, sent: &Sent, reading: &mut Reading) -> Result<Answer, Error> {
        let (directory, sending) = (self.directory, self.request.body);
        match (self.request.method, id) {
            ("GET", None) => {
                reading.what = "user.list";
                let query: ListQuery<UserFilter> = sent.list("groups")?;
                let page = directory.list_users(&query).await?;
                let items =
                    page.items.iter().map(|record| render::user(record, self.base, &sent.shown)).collect::<Vec<_>>();
                Ok(body(200, render::list(page.total, query.skip, &items)))
            }
            ("GET", Some(id)) => {
                reading.what = "user.read";
                let record = directory.find_user(id).await?;
                Ok(if self.is_known(&record.meta) {
                    tagged(empty(304), &record.meta)
                } else {
                    self.user(200, &record, sent)
                })
            }
            ("POST", None) => {
                reading.what = "user.create";
                let record = directory.create_user(WholeUser::parse(sending)?).await?;
                reading.id = Some(record.meta.id.clone());
                Ok(self.made(self.user(201, &record, sent), &record.meta, "User"))
            }
            ("PUT", Some(id)) => {
                reading.what = "user.replace";
                let whole = WholeUser::parse(sending)?;
                is_own(whole.id(), id)?;
                reading.effects.extend(whole.active().map(|active| UserEffect::Active(active).name()));
                let record = directory.replace_user(id, whole, &self.precondition()).await?;
                Ok(self.user(200, &record, sent))
            }
            ("PATCH", Some(id)) => {
                reading.what = "user.patch";
                let patch = UserPatch::parse(sending, id)?;
                reading.effects = patch.effects().iter().map(UserEffect::name).collect();
                let record = directory.patch_user(id, &patch, &self.precondition()).await?;
                Ok(self.user(200, &record, sent))
            }
            ("DELETE", Some(id)) => {
                reading.what = "user.delete";
                directory.delete_user(id, &self.precondition()).await?;
                Ok(empty(204))
            }
            _ => Err(not_allowed()),
        }
    }

    async fn groups(&self, id: Option<&str>, sent: &Sent, reading: &mut Reading) -> Result<Answer, Error> {
        let (directory, sending) = (self.directory, self.request.body);
        match (self.request.method, id) {
            ("GET", None) => {
                reading.what = "group.list";
                let query: ListQuery<GroupFilter> = sent.list("members")?;
                let page = directory.list_groups(&query).await?;
                let items =
                    page.items.iter().map(|record| render::group(record, self.base, &sent.shown)).collect::<Vec<_>>();
                Ok(body(200, render::list(page.total, query.skip, &items)))
            }
            ("GET", Some(id)) => {
                reading.what = "group.read";
                let record = directory.find_group(id, sent.shown.has("members")).await?;
                Ok(if self.is_known(&record.meta) {
                    tagged(empty(304), &record.meta)
                } else {
                    self.group(200, &record, sent)
                })
            }
            ("POST", None) => {
                reading.what = "group.create";
                let record = directory.create_group(WholeGroup::parse(sending)?).await?;
                reading.id = Some(record.meta.id.clone());
                Ok(self.made(self.group(201, &record, sent), &record.meta, "Group"))
            }
            ("PUT", Some(id)) => {
                reading.what = "group.replace";
                let whole = WholeGroup::parse(sending)?;
                is_own(whole.id(), id)?;
                reading.effects.push(format!("members= +{} -0", whole.members.len()));
                let record = directory.replace_group(id, whole, &self.precondition()).await?;
                Ok(self.group(200, &record, sent))
            }
            ("PATCH", Some(id)) => {
                reading.what = "group.patch";
                let patch = GroupPatch::parse(sending, id)?;
                reading.effects = patch.effects().iter().map(GroupEffect::name).collect();
                let record = directory.patch_group(id, &patch, &self.precondition()).await?;
                // RFC 7644 §3.5.2 allows 204, which spares a list of 10,000 members each time one is added.
                Ok(tagged(empty(204), &record.meta))
            }
            ("DELETE", Some(id)) => {
                reading.what = "group.delete";
                directory.delete_group(id, &self.precondition()).await?;
                Ok(empty(204))
            }
            _ => Err(not_allowed()),
        }
    }

    fn user(&self, status: u16, record: &UserRecord, sent: &Sent) -> Answer {
        tagged(body(status, render::user(record, self.base, &sent.shown)), &record.meta)
    }

    fn group(&self, status: u16, record: &GroupRecord, sent: &Sent) -> Answer {
        tagged(body(status, render::group(record, self.base, &sent.shown)), &record.meta)
    }

    fn made(&self, mut answer: Answer, meta: &Meta, kind: &str) -> Answer {
        answer.headers.push(("Location", render::location(meta, self.base, kind)));
        answer
    }
}

fn tagged(mut answer: Answer, meta: &Meta) -> Answer {
    answer.headers.push(("ETag", render::etag(meta)));
    answer
}

fn not_allowed() -> Error {
    Error::new(405, "This address has no such method.")
}

/// A PUT that names another resource in its body is a mistake of the caller.
fn is_own(named: Option<&str>, id: &str) -> Result<(), Error> {
    if named.is_none_or(|named| named == id) { Ok(()) } else { Err(Error::read_only("id")) }
}

/// The versions of a header of tags, weak and strong ones alike.
fn versions(tags: &str) -> Vec<String> {
    let tag = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"').to_owned();
    tags.split(',').map(tag).collect()
}
