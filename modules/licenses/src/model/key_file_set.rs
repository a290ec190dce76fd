//! The files of a set (LIC-11): one for each group of applications that the product has, and always that of the default group.
//!
//! All of a set are for one license, device and seat, and are bound to one compatibility list. So where the catalog puts an application
//! into another group, the whole set is made anew; a new name or download of an application changes nothing that was issued.

use crate::tables::key_file;
use gatehouse_catalog::tables::application;
use gatehouse_core::Fault;
use gatehouse_formats::Serial;
use std::collections::BTreeMap;

/// The applications of a group.
#[derive(Clone, Debug)]
pub(crate) struct AppGroup {
    /// As staff called it; empty: the default one.
    pub name: String,
    /// The applications.
    pub applications: Vec<application::Model>,
}

impl AppGroup {
    fn has(&self, code: &str) -> bool {
        self.applications.iter().any(|application| application.code.eq_ignore_ascii_case(code))
    }

    /// The codes of its applications, which hold no comma.
    pub fn codes(&self) -> String {
        let codes: Vec<&str> = self.applications.iter().map(|application| application.code.as_str()).collect();
        codes.join(",")
    }
}

/// The groups of a product's applications: the default one first, also where it has none, then the others by name.
pub(crate) fn groups(rows: Vec<application::Model>) -> Vec<AppGroup> {
    let mut found = BTreeMap::from([(String::new(), Vec::new())]);
    for row in rows {
        found.entry(row.key_group.clone()).or_default().push(row);
    }
    found.into_iter().map(|(name, applications)| AppGroup { name, applications }).collect()
}

/// The name of the group of the application that asks; `None`: it said nothing, or nothing that is known.
pub(crate) fn group_of(groups: &[AppGroup], code: Option<&str>) -> Option<String> {
    let code = code?.trim();
    groups.iter().find(|group| group.has(code)).map(|group| group.name.clone())
}

/// Whether the files of a set still divide the applications as the catalog does: each group has its file, and no file was made for an
/// application that is of another group by now.
pub(crate) fn divides_the_same(files: &[key_file::Model], groups: &[AppGroup]) -> bool {
    let names = |file: &key_file::Model, group: &AppGroup| file.applications.split(',').any(|code| group.has(code));
    groups.iter().all(|group| {
        let (its, others): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.app_group == group.name);
        !its.is_empty() && !others.into_iter().any(|file| names(file, group))
    })
}

/// Which file of the set before each group's new file replaces. A group that had none takes the place of one that is gone, so that a group
/// under a new name goes on.
pub(crate) fn replaced(groups: &[AppGroup], before: &[key_file::Model]) -> Result<Vec<Option<Serial>>, Fault> {
    let mut gone = before.iter().filter(|file| groups.iter().all(|group| group.name != file.app_group));
    let of_group = |group: &AppGroup| {
        let same = before.iter().find(|file| file.app_group == group.name);
        let file = same.or_else(|| gone.next());
        Ok::<_, Fault>(file.map(|file| Serial::parse(&file.serial)).transpose()?)
    };
    groups.iter().map(of_group).collect()
}

/// The files of a set in its order, the same on all engines: the default group's name is empty, so its file comes first.
pub(crate) fn in_order(mut files: Vec<key_file::Model>) -> Vec<key_file::Model> {
    files.sort_by(|one, other| one.app_group.cmp(&other.app_group));
    files
}

/// A file by its group, of a set that begins with the default one.
pub(crate) fn file_of<'a>(files: &'a [key_file::Model], group: &str) -> Option<&'a key_file::Model> {
    files.iter().find(|file| file.app_group == group)
}
