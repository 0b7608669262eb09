import os, json
import pytest
from django.conf import settings
from tests.journeys.looks import LOOKS
from tests.journeys.test_every_page import enter, town, provider, axe, overflow, widest
from tests.journeys.acts import elsewhere
pytestmark = pytest.mark.browser
LANG=os.environ.get("EYE_LANG","en")
WANT=set(filter(None,os.environ.get("EYE_WANT","").split(",")))
MODE=os.environ.get("EYE_MODE","")

def test_eye(enter, town, address):
    chinese={}
    bad={}
    for look in LOOKS:
        if look.name.startswith(("desk","admin","seals","sso")) or look.does: continue
        if WANT and look.name not in WANT: continue
        v=enter(look.who)
        cookies=[{"name":settings.LANGUAGE_COOKIE_NAME,"value":LANG,"url":address}]
        for pair in filter(None,MODE.split(",")):
            n,val=pair.split("="); cookies.append({"name":n,"value":val,"url":address})
        v.page.context.add_cookies(cookies)
        try:
            url=elsewhere(lambda: look.where(town))
        except Exception as e:
            url=look.where(town)
        v.page.set_viewport_size({"width":1280,"height":844})
        v.page.goto(v.address+url)
        key=look.id.replace(" ","_").replace(":","-").replace("/","-")
        if WANT: v.page.screenshot(path=f"/tmp/eye/{LANG}-{key}-1280.png",full_page=True)
        a=axe(v)
        v.page.set_viewport_size({"width":390,"height":844})
        if WANT: v.page.screenshot(path=f"/tmp/eye/{LANG}-{key}-390.png",full_page=True)
        v.page.set_viewport_size({"width":320,"height":844})
        o=overflow(v)
        if a or o: bad[look.id]=[a,o,widest(v) if o else ""]
        chinese[look.id]=v.page.evaluate("""()=>[...document.querySelectorAll('bdi[lang="zh-Hans"]')].map(x=>x.textContent)""")
    json.dump([chinese,bad],open(f"/tmp/eye/{LANG}.json","w"),ensure_ascii=False,indent=1)
