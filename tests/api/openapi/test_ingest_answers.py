"""Each door of ingest, asked for real, answers as the OpenAPI document says."""

import re

from httpx2 import Response

from tests.api.described import is_json
from tests.api.road import Road
from tests.api.uploading import INGEST, send, sent


def test_every_door_of_ingest_answers_as_described(road: Road) -> None:
    asked: set[str] = set()

    def note(answer: Response) -> None:
        if answer.is_success and is_json(answer.headers["content-type"]):
            path = re.sub(r"[0-9]+", "{run}", answer.request.url.path.removeprefix("/api"))
            asked.add(f"{answer.request.method} {path}")

    road.client.event_hooks["response"].append(note)
    assert road.client.get("/api/me", headers=road.officer).json()["layers"] == ["monuments"]
    number = sent(road.client, road.officer)["id"]
    road.post(number, "stop")
    road.post(number, "resume")
    road.work()
    assert road.run(number)["proposal"]["problems"]
    road.post(number, "confirm", {"key": "key"})
    road.work()
    assert road.run(number)["state"] == "done"
    second = sent(road.client, road.officer, confirm="true", order={"source": "other"})["id"]
    road.work()
    page = road.client.get(f"{INGEST}/{second}/problems", headers=road.officer).json()
    assert {each["kind"] for one in page["problems"] for each in one["candidates"]} == {"feature"}
    assert page["rows"]
    road.client.get(f"{INGEST}/{second}/places", headers=road.officer)
    road.post(second, "decisions", {"decisions": [{"row": 2, "is_new": True}]})
    send(road.client, road.officer, ("broken.geojson", b"{"), confirm="true")
    road.work()
    runs = road.client.get(INGEST, params={"limit": 2}, headers=road.officer).json()
    assert runs["runs"][0]["error"]["code"]
    assert [link["rel"] for link in runs["links"]] == ["next"]
    road.post(number, "undo", status=200)
    assert asked == {
        "GET /me", "GET /ingest", "POST /ingest", "GET /ingest/{run}",
        "GET /ingest/{run}/problems", "GET /ingest/{run}/places",
        *(f"POST /ingest/{{run}}/{move}"
          for move in ("confirm", "stop", "resume", "decisions", "undo")),
    }  # fmt: skip
