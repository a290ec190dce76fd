//! A directory in memory, with the rules of the note: who comes again, who is elsewhere, the owner, the domains.

use gatehouse_scim::{
    Directory, GroupEffect, GroupFilter, GroupPatch, GroupRecord, Kept, ListQuery, Meta, Page, Precondition, Reference,
    Refusal, User, UserFilter, UserPatch, UserRecord, WholeGroup, WholeUser, limits,
};
use std::sync::{Mutex, MutexGuard};

#[derive(Default)]
pub struct State {
    users: Vec<UserRecord>,
    groups: Vec<GroupRecord>,
    count: u32,
    pub owner: Option<String>,
    pub domain: Option<String>,
    pub elsewhere: Vec<String>,
}

#[derive(Default)]
pub struct Memory(Mutex<State>);

impl Memory {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn user(&self, id: &str) -> Option<UserRecord> {
        self.state().users.iter().find(|record| record.meta.id == id).cloned()
    }

    pub fn members(&self, id: &str) -> Vec<String> {
        let state = self.state();
        let group = state.groups.iter().find(|record| record.meta.id == id).unwrap();
        group.members.iter().flatten().map(|member| member.id.clone()).collect()
    }

    pub fn group_name(&self, id: &str) -> String {
        self.state().groups.iter().find(|record| record.meta.id == id).unwrap().group.display_name.clone()
    }
}

impl State {
    fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    fn meta(&mut self) -> Meta {
        let n = self.next();
        let at = jiff::Timestamp::from_second(1_800_000_000 + i64::from(n)).unwrap();
        Meta { id: format!("0190a000-0000-7000-8000-{n:012}"), version: n.to_string(), created: at, modified: at }
    }

    fn is_taken(&self, user: &User, but: Option<usize>) -> bool {
        self.users.iter().enumerate().any(|(at, other)| Some(at) != but && is_double(&other.user, user))
    }

    fn user_at(&self, id: &str) -> Kept<usize> {
        self.users.iter().position(|record| record.meta.id == id).ok_or(Refusal::NotFound)
    }

    fn group_at(&self, id: &str) -> Kept<usize> {
        self.groups.iter().position(|record| record.meta.id == id).ok_or(Refusal::NotFound)
    }

    fn store(&mut self, at: usize, user: User) -> Kept<UserRecord> {
        if self.is_taken(&user, Some(at)) {
            return Err(Refusal::Taken);
        }
        if !user.active && self.owner.as_ref() == Some(&self.users[at].meta.id) {
            return Err(Refusal::Owner);
        }
        let version = self.next().to_string();
        self.users[at].user = user;
        self.users[at].meta.version = version;
        Ok(self.users[at].clone())
    }

    fn references(&self, ids: Vec<String>) -> Kept<Vec<Reference>> {
        if ids.len() > limits::MEMBERS {
            return Err(Refusal::TooManyMembers);
        }
        let one = |id: String| {
            let user = &self.users[self.user_at(&id).map_err(|_| Refusal::UnknownMember)?].user;
            Ok(Reference { id, display: user.display_name.clone() })
        };
        ids.into_iter().map(one).collect()
    }
}

fn is_double(a: &User, b: &User) -> bool {
    a.user_name.to_lowercase() == b.user_name.to_lowercase()
        || a.external_id.is_some() && a.external_id == b.external_id
}

fn page<T: Clone>(all: &[T], skip: u64, take: u32) -> Page<T> {
    let items = all.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX)).take(take as usize).cloned().collect();
    Page { total: all.len() as u64, items }
}

impl Directory for Memory {
    async fn list_users(&self, query: &ListQuery<UserFilter>) -> Kept<Page<UserRecord>> {
        let found: Vec<_> = self.state().users.iter().filter(|record| query.filter.is_met(record)).cloned().collect();
        Ok(page(&found, query.skip, query.take))
    }

    async fn find_user(&self, id: &str) -> Kept<UserRecord> {
        self.user(id).ok_or(Refusal::NotFound)
    }

    async fn create_user(&self, whole: WholeUser) -> Kept<UserRecord> {
        let mut state = self.state();
        if state.elsewhere.iter().any(|name| name.eq_ignore_ascii_case(whole.user_name())) {
            return Err(Refusal::Elsewhere);
        }
        if state.domain.as_ref().is_some_and(|domain| !whole.user_name().to_lowercase().ends_with(domain.as_str())) {
            return Err(Refusal::OutsideDomains);
        }
        let mut user = whole.created();
        let before = state.users.iter().position(|record| !record.user.active && is_double(&record.user, &user));
        if let Some(at) = before {
            user.active = true;
            return state.store(at, user);
        }
        if state.is_taken(&user, None) {
            return Err(Refusal::Taken);
        }
        let record = UserRecord { meta: state.meta(), user, groups: Vec::new() };
        state.users.push(record.clone());
        Ok(record)
    }

    async fn replace_user(&self, id: &str, whole: WholeUser, if_match: &Precondition) -> Kept<UserRecord> {
        let mut state = self.state();
        let at = state.user_at(id)?;
        if_match.check(&state.users[at].meta)?;
        let user = whole.in_place_of(&state.users[at].user);
        state.store(at, user)
    }

    async fn patch_user(&self, id: &str, patch: &UserPatch, if_match: &Precondition) -> Kept<UserRecord> {
        let mut state = self.state();
        let at = state.user_at(id)?;
        if_match.check(&state.users[at].meta)?;
        let user = patch.apply(&state.users[at].user)?;
        state.store(at, user)
    }

    async fn delete_user(&self, id: &str, if_match: &Precondition) -> Kept<()> {
        let mut state = self.state();
        let at = state.user_at(id)?;
        if_match.check(&state.users[at].meta)?;
        if state.owner.as_deref() == Some(id) {
            return Err(Refusal::Owner);
        }
        state.users.remove(at);
        Ok(())
    }

    async fn list_groups(&self, query: &ListQuery<GroupFilter>) -> Kept<Page<GroupRecord>> {
        let mut found: Vec<_> =
            self.state().groups.iter().filter(|record| query.filter.is_met(record)).cloned().collect();
        for group in &mut found {
            group.members = group.members.take().filter(|_| query.with_references);
        }
        Ok(page(&found, query.skip, query.take))
    }

    async fn find_group(&self, id: &str, with_members: bool) -> Kept<GroupRecord> {
        let state = self.state();
        let mut group = state.groups[state.group_at(id)?].clone();
        group.members = group.members.filter(|_| with_members);
        Ok(group)
    }

    async fn create_group(&self, whole: WholeGroup) -> Kept<GroupRecord> {
        let mut state = self.state();
        let members = Some(state.references(whole.members)?);
        let record = GroupRecord { meta: state.meta(), group: whole.group, members };
        state.groups.push(record.clone());
        Ok(record)
    }

    async fn replace_group(&self, id: &str, whole: WholeGroup, if_match: &Precondition) -> Kept<GroupRecord> {
        let mut state = self.state();
        let at = state.group_at(id)?;
        if_match.check(&state.groups[at].meta)?;
        let members = Some(state.references(whole.members)?);
        let version = state.next().to_string();
        let group = &mut state.groups[at];
        (group.group, group.members, group.meta.version) = (whole.group, members, version);
        Ok(group.clone())
    }

    async fn patch_group(&self, id: &str, patch: &GroupPatch, if_match: &Precondition) -> Kept<GroupRecord> {
        let mut state = self.state();
        let at = state.group_at(id)?;
        if_match.check(&state.groups[at].meta)?;
        let mut group = state.groups[at].clone();
        for effect in patch.effects() {
            match effect {
                GroupEffect::DisplayName(name) => group.group.display_name.clone_from(name),
                GroupEffect::ExternalId(id) => group.group.external_id.clone_from(id),
                GroupEffect::Members { all, add, remove } => {
                    let mut ids: Vec<String> = group.members.iter().flatten().map(|member| member.id.clone()).collect();
                    ids.retain(|id| !all && !remove.contains(id) && !add.contains(id));
                    ids.extend(add.iter().cloned());
                    group.members = Some(state.references(ids)?);
                }
            }
        }
        group.meta.version = state.next().to_string();
        state.groups[at] = group.clone();
        Ok(group)
    }

    async fn delete_group(&self, id: &str, if_match: &Precondition) -> Kept<()> {
        let mut state = self.state();
        let at = state.group_at(id)?;
        if_match.check(&state.groups[at].meta)?;
        state.groups.remove(at);
        Ok(())
    }
}
