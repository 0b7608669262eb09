"""What several services say alike is written once and named; a story may begin like another."""

from onedoor.registers.catalogue.packs import read_packs, sample_city, stories

FORM = "stall/form.yaml"


def keep(pack, file: str, text: str) -> None:
    path = pack.path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def form_of(pack):
    read = read_packs(pack.folder)
    assert not read.faults, "\n".join(map(str, read.faults))
    return read.services[0].definition.form


def test_a_fragment_stands_where_it_is_named_and_what_is_said_beside_it_replaces(pack):
    keep(pack, "common/fields.yaml", "shade: {id: shade, type: text, label: 颜色, hint: 写一种}\n")
    fields = form_of(pack).sections[0].fields
    pack.change(FORM, "sections", 0, "fields", len(fields), to={"use": "shade", "hint": "写两种"})
    added = form_of(pack).sections[0].fields[-1]
    assert (added.id, str(added.label), str(added.hint)) == ("shade", "颜色", "写两种")


def test_a_list_named_in_a_list_puts_all_its_members_there(pack):
    keep(
        pack,
        "common/fields.yaml",
        "both: [{id: one, type: text, label: 一}, {id: two, type: text, label: 二}]\n",
    )
    fields = form_of(pack).sections[0].fields
    pack.change(FORM, "sections", 0, "fields", len(fields), to={"use": "both"})
    assert [each.id for each in form_of(pack).sections[0].fields[-2:]] == ["one", "two"]


def test_a_pack_says_anew_what_all_packs_share(pack):
    shared = pack.folder / "_common"
    shared.mkdir()
    (shared / "fields.yaml").write_text("shade: {id: shade, type: text, label: 共用}\n", "utf-8")
    fields = form_of(pack).sections[0].fields
    pack.change(FORM, "sections", 0, "fields", len(fields), to={"use": "shade"})
    assert str(form_of(pack).sections[0].fields[-1].label) == "共用"
    keep(pack, "common/fields.yaml", "shade: {id: shade, type: text, label: 自己的}\n")
    assert str(form_of(pack).sections[0].fields[-1].label) == "自己的"


def test_an_unknown_fragment_is_a_fault_on_the_line_that_names_it(pack):
    pack.change(FORM, "sections", 0, "fields", 0, to={"use": "nothing"})
    found = [each for each in pack.faults() if "no fragment `nothing`" in each.problem]
    lines = pack.path(FORM).read_text("utf-8").splitlines()
    (line,) = [at for at, text in enumerate(lines, 1) if "use: nothing" in text]
    assert [(each.file, each.line) for each in found] == [(f"town/{FORM}", line)]


def test_a_fragment_that_names_itself_is_a_fault_and_ends(pack):
    keep(pack, "common/ring.yaml", "ring: {use: ring}\n")
    pack.change(FORM, "sections", 0, "fields", 0, to={"use": "ring"})
    assert any("names itself" in each.problem for each in pack.faults())


def test_a_fault_inside_a_fragment_points_at_the_line_that_names_it(pack):
    keep(pack, "common/fields.yaml", "shade: {id: shade, type: colour, label: 颜色}\n")
    pack.change(FORM, "sections", 0, "fields", 0, to={"use": "shade"})
    fault = next(each for each in pack.faults() if "colour" in each.problem)
    assert "use: shade" in pack.path(FORM).read_text("utf-8").splitlines()[fault.line - 1]


def test_a_story_like_another_takes_what_it_leaves_unsaid(pack):
    first = stories(pack.folder)[0]
    text = (
        f"story: 像它一样\nlike: {first.name}\nanswers: {{}}\nsteps: []\nends: {{stage: draft}}\n"
    )
    pack.write("stall/stories/alike.yaml", text)
    told = next(each.story for each in stories(pack.folder) if each.name == "alike")
    base = first.story
    assert (told.at, told.applicant, told.begin) == (base.at, base.applicant, base.begin)
    assert (told.answers, told.documents) == (base.answers, base.documents)
    assert not told.steps and not told.sample


def test_a_story_like_none_is_a_fault(pack):
    text = "story: 像谁\nlike: nobody\nsteps: []\nends: {stage: draft}\n"
    pack.write("stall/stories/alike.yaml", text)
    assert any("no other story `nobody`" in each.problem for each in pack.faults())


SEATS = """
seats:
  - {id: hill, division: "659900000000", name: {zh: 山县, en: Hill County}, mark: 山,
     hours: 工作日 9:00—17:00, review_body: 山县人民政府, court: 山县人民法院}
hall: [{id: window, name: 窗口}]
"""
BUREAU = """
bureaus:
  - function: parks
    name: {zh: 园林局, en: Parks Bureau}
    short: 园林局
    mark: 园
    at:
      PLACE: {credit_code: "x", address: 1 号, phone: 0999-1234567, complaint_phone: 0999-1234568}
"""


def test_a_bureau_is_an_agency_at_each_seat_it_names(pack):
    keep(pack, "agencies/seats.yaml", SEATS)
    keep(pack, "agencies/parks.yaml", BUREAU.replace("PLACE", "hill"))
    agency = read_packs(pack.folder).agency("parks-hill")
    assert agency is not None
    assert (str(agency.name), agency.name.en) == ("山县园林局", "Parks Bureau of Hill County")
    assert (agency.mark, agency.court, agency.posts[0].id) == ("山园", "山县人民法院", "window")


def test_a_bureau_at_no_seat_is_a_fault(pack):
    keep(pack, "agencies/seats.yaml", SEATS)
    keep(pack, "agencies/parks.yaml", BUREAU.replace("PLACE", "valley"))
    assert any("is called `valley`" in each.problem for each in pack.faults())


def test_a_crew_is_a_clerk_for_each_post(pack):
    keep(pack, "sample-city/parks.yaml", "crews: [{agency: parks-hill, posts: {window: 王红}}]\n")
    clerks = {each.ref: each for each in sample_city(pack.folder).staff}
    assert clerks["parks_hill_window"].posts == ("parks-hill/window",)
